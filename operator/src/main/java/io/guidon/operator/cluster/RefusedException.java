package io.guidon.operator.cluster;

import io.guidon.core.rollout.Write.Outcome.Refused;
import java.io.IOException;
import java.time.Duration;

/** The API server does not let itself be listed or watched. */
@SuppressWarnings("serial")
final class RefusedException extends IOException {
  private final Refused why;
  private final Duration retryAfter;

  RefusedException(ApiClient.Response response) {
    this(Answers.refused(response), response.retryAfter());
  }

  private RefusedException(Refused why, Duration retryAfter) {
    super(why.message());
    this.why = why;
    this.retryAfter = retryAfter;
  }

  Refused why() {
    return why;
  }

  /** How long it wants to be left alone; zero if it did not say. */
  Duration retryAfter() {
    return retryAfter;
  }
}
