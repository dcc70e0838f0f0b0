package io.guidon.core.analysis;

public sealed interface MetricCheck {
  record Broken(String eventText) implements MetricCheck {}

  record Ask(String id, MetricQuery query) implements MetricCheck {
    public Verdict judge(Measurement m) {
      return new Verdict.Pass();
    }
  }
}
