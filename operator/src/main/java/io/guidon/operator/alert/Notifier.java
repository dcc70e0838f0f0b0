package io.guidon.operator.alert;

import io.guidon.core.notification.Notification;
import io.guidon.operator.hook.Delivery;
import io.guidon.operator.http.HttpPost;
import io.guidon.operator.http.HttpPost.Outcome;
import io.guidon.operator.http.HttpPost.Persistence;
import io.guidon.operator.http.Proxies;
import io.guidon.operator.http.TargetUrl;
import java.time.Duration;

/** Posts alerts to chats, once and with a deadline of 5 s (spec/alerts.md §4). */
public final class Notifier {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpPost http;
  private final Proxies environment;

  /** {@code environment} holds for accounts without a proxy of their own. */
  public Notifier(HttpPost http, Proxies environment) {
    this.http = http;
    this.environment = environment;
  }

  /**
   * Failures are worded as Flagger logs them, without the path of the address, which is a secret.
   */
  Delivery send(Chat chat, Account account, Notification.Alert alert, String canaryKey)
      throws InterruptedException {
    if (account.proxy().isEmpty()) {
      return send(chat.request(account, alert, canaryKey), environment);
    }
    var proxy = account.proxy().get();
    return switch (TargetUrl.parse(proxy)) {
      case TargetUrl.Parsed.Ok(TargetUrl url) ->
          send(chat.request(account, alert, canaryKey), Proxies.always(url));
      case TargetUrl.Parsed.Invalid(String error) ->
          failed("unable to parse proxy URL '" + proxy + "', error: " + error, false);
    };
  }

  private Delivery send(AlertRequest request, Proxies proxies) throws InterruptedException {
    return switch (TargetUrl.parse(request.url())) {
      case TargetUrl.Parsed.Ok(TargetUrl url) -> verdict(http.send(message(request, url, proxies)));
      case TargetUrl.Parsed.Invalid(String error) ->
          failed("sending notification failed to send: " + error, false);
    };
  }

  private static HttpPost.Request message(AlertRequest request, TargetUrl url, Proxies proxies) {
    return new HttpPost.Request(
        url, request.body(), request.authorization(), DEADLINE, proxies, HttpPost.Tls.VERIFIED);
  }

  private static Delivery verdict(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answer when isSuccess(answer.status()) -> new Delivery.Delivered();
      case Outcome.Answered answer -> badResponse(answer.status(), answer.body());
      // The body of a success is of no interest.
      case Outcome.CutOff cut when isSuccess(cut.status()) -> new Delivery.Delivered();
      case Outcome.CutOff cut -> badResponse(cut.status(), cut.cause());
      case Outcome.Failed failed ->
          failed(
              "sending notification failed to send: Post \""
                  + failed.url().origin()
                  + "\": "
                  + failed.cause(),
              failed.persistence() == Persistence.PASSING);
    };
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private static Delivery badResponse(int status, String body) {
    return failed(
        "sending notification bad response " + status + ": " + body,
        status == TOO_MANY_REQUESTS || status >= 500);
  }

  private static Delivery failed(String reason, boolean retriable) {
    return new Delivery.Failed("postMessage failed: " + reason, retriable);
  }
}
