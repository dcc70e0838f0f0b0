package io.guidon.sim.network.app;

import java.time.Duration;

/**
 * How podinfo answers ordinary requests; probes and its own metrics are always answered well.
 *
 * @param serverErrors the share of requests that is answered 500
 * @param mixedErrors the share that is answered 500, 400 or 409, as podinfo's {@code
 *     --random-error} does
 * @param delayFrom the shortest delay of an answer
 * @param delayTo the longest one
 */
record Behaviour(
    double serverErrors, double mixedErrors, Duration delayFrom, Duration delayTo, Start start) {

  /** What becomes of it. */
  enum Start {
    READY,
    /** It runs, and never says that it is ready. */
    UNREADY,
    /** It ends as soon as it is started. */
    CRASHING
  }

  /** What a tag with the suffix {@code -slow} adds to each answer. */
  private static final Duration SLOW = Duration.ofMillis(800);

  static Behaviour of(Container container) {
    String tag = container.tag();
    var from = Duration.ZERO;
    var to = Duration.ZERO;
    if (tag.endsWith("-slow")) {
      from = SLOW;
      to = SLOW;
    } else if (container.has("--random-delay")) {
      boolean millis = container.value("--random-delay-unit").filter("ms"::equals).isPresent();
      int unit = millis ? 1 : 1000;
      from = Duration.ofMillis((long) unit * container.number("--random-delay-min").orElse(0));
      to = Duration.ofMillis((long) unit * container.number("--random-delay-max").orElse(5));
    }
    return new Behaviour(
        tag.endsWith("-errors") ? 0.5 : 0,
        container.has("--random-error") ? 1 / 3.0 : 0,
        from,
        to.compareTo(from) < 0 ? from : to,
        start(container, tag));
  }

  private static Start start(Container container, String tag) {
    if (tag.endsWith("-crash")) {
      return Start.CRASHING;
    }
    return container.has("--unready") ? Start.UNREADY : Start.READY;
  }
}
