package io.guidon.operator.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.notification.Notification;
import io.guidon.core.resource.AlertProvider;
import io.guidon.core.resource.AlertRef;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.Parsed;
import io.guidon.operator.hook.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * An entry of {@code analysis.alerts}; provider and Secret are looked up for every alert
 * (spec/alerts.md §1.4).
 */
record AlertChannel(Canary canary, AlertRef entry, AlertSource source, Notifier notifier)
    implements Channel {
  @Override
  public String key() {
    return "alert " + entry.name() + " " + providerKey();
  }

  private String namespace() {
    return entry.providerRef().namespaceOr(canary.namespace());
  }

  private String providerKey() {
    return entry.providerRef().name() + "." + namespace();
  }

  @Override
  public boolean takes(Notification notification) {
    return notification instanceof Notification.Alert alert
        && entry.severity().map(alert.severity()::passes).orElse(false);
  }

  @Override
  public Delivery deliver(Notification notification, Instant at) throws InterruptedException {
    var alert = (Notification.Alert) notification;
    return switch (source.provider(namespace(), entry.providerRef().name())) {
      case AlertSource.Found.Missing(String message) -> failed("error: " + message, true);
      case AlertSource.Found.Tree(JsonNode tree) ->
          switch (AlertProvider.parse(tree)) {
            case Parsed.Ok<AlertProvider>(AlertProvider provider) -> deliver(alert, provider);
            case Parsed.Invalid<AlertProvider> invalid ->
                failed("error: " + invalid.problems(), true);
          };
    };
  }

  private Delivery deliver(Notification.Alert alert, AlertProvider provider)
      throws InterruptedException {
    return switch (AlertProviders.of(provider.type())) {
      case AlertProviders.Found.Unsupported(String text) -> failed("error: " + text, false);
      case AlertProviders.Found.Supported(Chat chat) ->
          provider.secretName().isEmpty()
              ? post(chat, alert, provider, provider.address().orElse(""), Optional.empty())
              : viaSecret(chat, alert, provider, provider.secretName().get());
    };
  }

  private Delivery viaSecret(
      Chat chat, Notification.Alert alert, AlertProvider provider, String secretName)
      throws InterruptedException {
    return switch (source.secret(namespace(), secretName)) {
      case AlertSource.Found.Missing(String message) -> failed("secretRef error: " + message, true);
      case AlertSource.Found.Tree(JsonNode secret) -> {
        var address = value(secret, "address");
        yield address.isEmpty()
            ? failed("secret does not contain an address", true)
            : post(chat, alert, provider, address.get(), value(secret, "token"));
      }
    };
  }

  private static Optional<String> value(JsonNode secret, String key) {
    var encoded = secret.path("data").path(key);
    return encoded.isTextual()
        ? Optional.of(
            new String(Base64.getDecoder().decode(encoded.textValue()), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private Delivery post(
      Chat chat,
      Notification.Alert alert,
      AlertProvider provider,
      String url,
      Optional<String> token)
      throws InterruptedException {
    if (url.isEmpty()) {
      return new Delivery.Delivered();
    }
    var account =
        new Account(url, token, provider.proxy(), provider.username(), provider.channel());
    var problem = chat.problem(account);
    if (problem.isPresent()) {
      return failed("error: " + problem.get(), false);
    }
    return switch (notifier.send(chat, account, alert, canary.key())) {
      case Delivery.Delivered delivered -> delivered;
      case Delivery.Failed(String reason, boolean retriable) ->
          failed("send error: " + reason, retriable);
    };
  }

  private Delivery failed(String what, boolean retriable) {
    return new Delivery.Failed("alert provider " + providerKey() + " " + what, retriable);
  }
}
