package io.guidon.operator.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.notification.Notification;
import io.guidon.core.notification.Severity;
import io.guidon.core.resource.Canary;
import io.guidon.operator.hook.Delivery;
import io.guidon.operator.http.HttpPost;
import io.guidon.operator.http.Proxies;
import io.guidon.operator.http.Receiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTest {
  private static final Notification.Alert ALERT =
      new Notification.Alert("1", Severity.WARN, "Canary is waiting for approval.", List.of());
  private static final Delivery DELIVERED = new Delivery.Delivered();

  private final Receiver receiver = new Receiver();
  private final Map<String, JsonNode> objects = new HashMap<>();

  @AfterEach
  void close() throws IOException {
    receiver.close();
  }

  private final class Objects implements AlertSource {
    @Override
    public Found provider(String namespace, String name) {
      return find("AlertProvider " + name + "." + namespace);
    }

    @Override
    public Found secret(String namespace, String name) {
      return find("Secret " + name + "." + namespace);
    }

    private Found find(String key) {
      var object = objects.get(key);
      return object == null ? new Found.Missing(key + " not found") : new Found.Tree(object);
    }
  }

  private List<Channel> channels(Canary canary, Optional<Account> global) {
    return new Channels(
            call -> new Delivery.Delivered(),
            new Notifier(new HttpPost("guidon/test"), Proxies.none()),
            new Objects(),
            Optional.empty(),
            global)
        .of(canary);
  }

  private Delivery send(Canary canary) throws InterruptedException {
    return channels(canary, Optional.empty()).getFirst().deliver(ALERT, Instant.EPOCH);
  }

  private static Canary canary(String severity) {
    return Canaries.canary(
        "shop",
        "{\"alerts\": [{\"name\": \"on-call\", \"severity\": \"%s\", \"providerRef\": {\"name\": \"slack\"}}]}"
            .formatted(severity));
  }

  private void provider(String spec) {
    objects.put(
        "AlertProvider slack.test",
        Canaries.json(
            "{\"metadata\": {\"name\": \"slack\", \"namespace\": \"test\"}, \"spec\": %s}"
                .formatted(spec)));
  }

  private static Delivery failed(String reason, boolean retriable) {
    return new Delivery.Failed(reason, retriable);
  }

  @Test
  void postsToTheProvidersAddress() throws Exception {
    provider(
        "{\"type\": \"slack\", \"address\": \"%shook\", \"channel\": \"ops\"}"
            .formatted(receiver.url()));
    receiver.answers(200, "ok");

    assertThat(send(canary("info"))).isEqualTo(DELIVERED);
    assertThat(receiver.requests().getFirst())
        .startsWith("POST /hook HTTP/1.1\r\n")
        .contains("Content-Type: application/json\r\n")
        .contains(
            "{\"channel\":\"ops\",\"username\":\"flagger\",\"icon_url\":\"\",\"icon_emoji\":\":rocket:\"")
        .contains("\"author_name\":\"shop.test\"")
        .doesNotContain("Authorization");
  }

  @Test
  void takesAddressAndTokenFromTheSecret() throws Exception {
    provider("{\"type\": \"slack\", \"secretRef\": {\"name\": \"keys\"}}");
    objects.put(
        "Secret keys.test",
        Canaries.json(
            "{\"data\": {\"address\": \"%s\", \"token\": \"%s\"}}"
                .formatted(base64(receiver.url()), base64("xoxb-1"))));
    receiver.answers(204, "");

    assertThat(send(canary("info"))).isEqualTo(DELIVERED);
    assertThat(receiver.requests().getFirst()).contains("Authorization: Bearer xoxb-1\r\n");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void goesThroughTheProvidersProxy() throws Exception {
    provider(
        "{\"type\": \"slack\", \"address\": \"http://chat.test/x\", \"proxy\": \"%s\"}"
            .formatted(receiver.url()));
    receiver.answers(200, "");

    assertThat(send(canary("info"))).isEqualTo(DELIVERED);
    assertThat(receiver.requests().getFirst()).startsWith("POST http://chat.test/x HTTP/1.1\r\n");
  }

  @Test
  void saysThatTheProxyIsNoUrl() throws Exception {
    provider(
        "{\"type\": \"slack\", \"address\": \"http://chat.test/x\", \"proxy\": \"http://a b\"}");

    assertThat(send(canary("info")))
        .isEqualTo(
            failed(
                "alert provider slack.test send error: postMessage failed: unable to parse proxy URL 'http://a b',"
                    + " error: parse \"http://a b\": invalid character \" \" in host name",
                false));
  }

  @ParameterizedTest
  @CsvSource({"400, false", "403, false", "429, true", "500, true", "503, true"})
  void saysWhatTheChatAnswered(int status, boolean retriable) throws Exception {
    provider("{\"type\": \"slack\", \"address\": \"%s\"}".formatted(receiver.url()));
    receiver.answers(status, "no_service");

    assertThat(send(canary("info")))
        .isEqualTo(
            failed(
                "alert provider slack.test send error: postMessage failed: sending notification bad response "
                    + status
                    + ": no_service",
                retriable));
  }

  @Test
  void keepsTheSecretPathOfTheAddressOutOfTheLog() throws Exception {
    receiver.close();
    provider(
        "{\"type\": \"slack\", \"address\": \"http://%s/services/T0/secret\"}"
            .formatted(receiver.authority()));

    assertThat(send(canary("info")))
        .isEqualTo(
            failed(
                "alert provider slack.test send error: postMessage failed: sending notification failed to send: Post"
                    + " \"http://%1$s/...\": dial tcp %1$s: connect: connection refused"
                        .formatted(receiver.authority()),
                true));
  }

  @Test
  void saysThatThereIsNoSuchProvider() throws Exception {
    assertThat(send(canary("info")))
        .isEqualTo(
            failed("alert provider slack.test error: AlertProvider slack.test not found", true));
  }

  @Test
  void saysThatThereIsNoSuchSecret() throws Exception {
    provider("{\"type\": \"slack\", \"secretRef\": {\"name\": \"keys\"}}");

    assertThat(send(canary("info")))
        .isEqualTo(
            failed("alert provider slack.test secretRef error: Secret keys.test not found", true));
  }

  @Test
  void saysThatTheSecretHasNoAddress() throws Exception {
    provider("{\"type\": \"slack\", \"secretRef\": {\"name\": \"keys\"}}");
    objects.put("Secret keys.test", Canaries.json("{\"data\": {\"token\": \"eA==\"}}"));

    assertThat(send(canary("info")))
        .isEqualTo(failed("alert provider slack.test secret does not contain an address", true));
  }

  @Test
  void saysThatAProviderDoesNothingYet() throws Exception {
    provider("{\"type\": \"msteams\", \"address\": \"http://chat.test/\"}");

    assertThat(send(canary("info")))
        .isEqualTo(
            failed(
                "alert provider slack.test error: provider msteams does nothing yet, supported: slack",
                false));
  }

  @Test
  void saysThatAProviderIsUnknown() throws Exception {
    provider("{\"type\": \"pager\", \"address\": \"http://chat.test/\"}");

    assertThat(send(canary("info")))
        .isEqualTo(failed("alert provider slack.test error: provider pager not supported", false));
  }

  @Test
  void skipsAnEmptyAddressSilently() throws Exception {
    provider("{\"type\": \"slack\", \"address\": \"\"}");

    assertThat(send(canary("info"))).isEqualTo(DELIVERED);
  }

  @ParameterizedTest
  @CsvSource({"info, true", "warn, true", "error, false", "'', false"})
  void asksTheEntryHowBadAnAlertMustBe(String severity, boolean takes) {
    assertThat(channels(canary(severity), Optional.empty()).getFirst().takes(ALERT))
        .isEqualTo(takes);
  }

  @Test
  void sendsEverythingToTheAccountOfTheFlagsWhereACanaryListsNone() throws Exception {
    receiver.answers(500, "oops");
    var account = new Account(receiver.url(), Optional.of("t"), Optional.empty(), "bot", "general");
    var channels = channels(Canaries.canary("plain", "{}"), Optional.of(account));

    assertThat(channels).hasSize(1);
    assertThat(channels.getFirst().deliver(ALERT, Instant.EPOCH))
        .isEqualTo(
            failed(
                "alert can't be sent: postMessage failed: sending notification bad response 500: oops",
                true));
    assertThat(receiver.requests().getFirst())
        .contains("Authorization: Bearer t\r\n", "\"username\":\"bot\"");
  }

  @Test
  void doesNotUseTheAccountOfTheFlagsWhereACanaryListsItsOwnEvenIfFiltered() {
    var account = new Account(receiver.url(), Optional.empty(), Optional.empty(), "bot", "general");

    var channels = channels(canary("error"), Optional.of(account));

    assertThat(channels).hasSize(1);
    assertThat(channels.getFirst().takes(ALERT)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'https://hooks.test/x', flagger, general, true",
    "'',                     flagger, general, false",
    "'no url',               flagger, general, false",
    "'https://hooks.test/x', '',      general, false",
    "'https://hooks.test/x', flagger, '',      false"
  })
  void usesAnAccountOfTheFlagsOnlyIfItIsComplete(
      String url, String user, String channel, boolean used) {
    assertThat(
            GlobalAccount.slack(url, Optional.empty(), Optional.empty(), user, channel).isPresent())
        .isEqualTo(used);
  }
}
