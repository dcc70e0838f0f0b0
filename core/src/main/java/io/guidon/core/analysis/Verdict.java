package io.guidon.core.analysis;

/** What a measurement means for the canary. */
public sealed interface Verdict {

  /** The name of the metric. */
  String metric();

  /**
   * A number that was judged.
   *
   * @param value percent for the success rate, <b>seconds</b> for the request duration, as measured
   *     for all others: what the gauge {@code flagger_canary_metric_analysis} shows
   * @param shown the value as event texts print it, with its unit
   * @param range what is accepted, such as {@code >= 99%}, {@code 1..2} or {@code any value}
   */
  record Reading(String metric, double value, String shown, String range) {}

  /** Within the range. */
  record Pass(Reading reading) implements Verdict {
    @Override
    public String metric() {
      return reading.metric();
    }
  }

  /** Out of range: counts as a failed check. */
  record Fail(Reading reading, String eventText) implements Verdict {
    @Override
    public String metric() {
      return reading.metric();
    }
  }

  /**
   * Nothing is known about the canary: no data, or no answer. Counts as a failed check, as in
   * Flagger.
   *
   * @param reason the bare reason, without the words of the event
   */
  record Inconclusive(String metric, String reason, String eventText) implements Verdict {}
}
