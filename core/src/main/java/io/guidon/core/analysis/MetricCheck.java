package io.guidon.core.analysis;

/** One metric check of an analysis. */
public sealed interface MetricCheck {

  /** The name of the metric. */
  String metric();

  /**
   * A question to a metric provider, and how to judge the answer.
   *
   * @param id unique within the analysis: position of the metric and where its query comes from
   */
  record Ask(String id, String metric, MetricQuery query, Judgement judgement)
      implements MetricCheck {

    public Verdict judge(Measurement measurement) {
      return judgement.judge(measurement);
    }
  }

  /** A check that cannot even be asked: it fails the analysis. */
  record Broken(String metric, String eventText) implements MetricCheck {}
}
