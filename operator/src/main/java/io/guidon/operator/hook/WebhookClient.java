package io.guidon.operator.hook;

import io.guidon.core.resource.GoDuration;
import io.guidon.core.rollout.HookAnswer;
import io.guidon.core.rollout.HookCall;
import io.guidon.operator.http.HttpPost;
import io.guidon.operator.http.HttpPost.Outcome;
import io.guidon.operator.http.HttpPost.Persistence;
import io.guidon.operator.http.Proxies;
import io.guidon.operator.http.TargetUrl;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Calls hooks over HTTP, with Flagger's rules on success, retries and texts (spec/webhooks.md §2).
 */
public final class WebhookClient implements HookClient {
  private static final int LAST_SUCCESS = 202;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int UNAVAILABLE = 503;

  private final HttpPost http;
  private final Proxies proxies;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * {@code proxies} is for calls that verify certificates; the others go directly, as in Flagger.
   */
  public WebhookClient(HttpPost http, Proxies proxies, InstantSource clock, Pause pause) {
    this.http = http;
    this.proxies = proxies;
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public HookAnswer call(HookCall call) throws InterruptedException {
    return switch (deliver(call)) {
      case Delivery.Delivered delivered -> new HookAnswer.Accepted();
      case Delivery.Failed(String reason, boolean retriable) -> new HookAnswer.Refused(reason);
    };
  }

  /**
   * The same call for somebody who keeps trying: says also whether that may help.
   *
   * @throws InterruptedException when the thread is interrupted; the call is then broken off at
   *     once
   */
  public Delivery deliver(HookCall call) throws InterruptedException {
    var timeout = GoDuration.parse(call.timeout());
    if (timeout.isEmpty()) {
      return new Delivery.Failed("time: invalid duration \"" + call.timeout() + "\"", false);
    }
    return switch (TargetUrl.parse(call.url())) {
      case TargetUrl.Parsed.Ok(TargetUrl url) -> deliver(call, request(call, url, timeout.get()));
      case TargetUrl.Parsed.Invalid(String error) -> new Delivery.Failed(error, false);
    };
  }

  private HttpPost.Request request(HookCall call, TargetUrl url, Duration timeout) {
    var body = call.payload();
    return switch (call.tls()) {
      case ON ->
          new HttpPost.Request(
              url, body, Optional.empty(), timeout, proxies, HttpPost.Tls.VERIFIED);
      case OFF ->
          new HttpPost.Request(
              url, body, Optional.empty(), timeout, Proxies.none(), HttpPost.Tls.UNVERIFIED);
    };
  }

  private Delivery deliver(HookCall call, HttpPost.Request request) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      switch (verdict(http.send(request))) {
        case Verdict.Final(Delivery delivery) -> {
          return delivery;
        }
        case Verdict.Hopeless(String cause) -> {
          return new Delivery.Failed(gaveUp(request.url(), attempt) + cause, false);
        }
        case Verdict.Again again -> {
          if (attempt > call.retries()) {
            return new Delivery.Failed(gaveUp(request.url(), attempt) + again.cause(), true);
          }
          pause.pause(again.pause().orElse(Backoff.after(attempt)));
        }
      }
    }
  }

  private static String gaveUp(TargetUrl url, int attempts) {
    return "POST " + url.masked("xxxxx") + " giving up after " + attempts + " attempt(s)";
  }

  /** What one attempt means. */
  private sealed interface Verdict {
    record Final(Delivery delivery) implements Verdict {}

    /** May pass; {@code cause} follows the text of giving up. */
    record Again(String cause, Optional<Duration> pause) implements Verdict {}

    /** Will not pass; {@code cause} follows the text of giving up. */
    record Hopeless(String cause) implements Verdict {}
  }

  private Verdict verdict(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answer when isPassing(answer.status()) ->
          new Verdict.Again("", wait(answer));
      case Outcome.Answered answer when answer.status() <= LAST_SUCCESS ->
          new Verdict.Final(new Delivery.Delivered());
      case Outcome.Answered answer -> new Verdict.Final(new Delivery.Failed(answer.body(), false));
      case Outcome.CutOff cut when isPassing(cut.status()) ->
          new Verdict.Again("", Optional.empty());
      case Outcome.CutOff cut ->
          new Verdict.Final(new Delivery.Failed("error reading body: " + cut.cause(), true));
      case Outcome.Failed failed -> {
        var cause = ": Post \"" + failed.url().masked("***") + "\": " + failed.cause();
        yield failed.persistence() == Persistence.PASSING
            ? new Verdict.Again(cause, Optional.empty())
            : new Verdict.Hopeless(cause);
      }
    };
  }

  private static boolean isPassing(int status) {
    return status == TOO_MANY_REQUESTS || (status >= 500 && status != NOT_IMPLEMENTED);
  }

  private Optional<Duration> wait(Outcome.Answered answer) {
    return answer.status() == TOO_MANY_REQUESTS || answer.status() == UNAVAILABLE
        ? answer.retryAfter().flatMap(header -> Backoff.retryAfter(header, clock.instant()))
        : Optional.empty();
  }
}
