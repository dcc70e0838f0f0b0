package io.guidon.core.analysis;

/**
 * Judges by a range of numbers (spec/metrics.md §6).
 *
 * @param text in which words
 * @param limits what is accepted
 * @param scale by which the answer is multiplied before it is compared
 */
record WithinLimits(MetricText text, Limits limits, double scale) implements Judgement {

  @Override
  public Verdict judge(Measurement measurement) {
    return switch (measurement) {
      case Measurement.Value(double number) -> judge(limits.comparable(number * scale));
      case Measurement.NoData(String why) ->
          new Verdict.Inconclusive(text.metric(), why, text.noValues(why));
      case Measurement.Failure failure ->
          new Verdict.Inconclusive(text.metric(), failure.reason(), text.failed(failure));
    };
  }

  private Verdict judge(double number) {
    var reading =
        new Verdict.Reading(text.metric(), gauge(number), limits.value(number), limits.range());
    return limits
        .violation(number)
        .<Verdict>map(violation -> new Verdict.Fail(reading, text.outOfRange(violation)))
        .orElseGet(() -> new Verdict.Pass(reading));
  }

  private double gauge(double number) {
    return switch (limits.unit()) {
      case MILLISECONDS -> number / 1000;
      case PERCENT, NONE -> number;
    };
  }
}
