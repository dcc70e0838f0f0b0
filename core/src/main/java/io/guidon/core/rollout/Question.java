package io.guidon.core.rollout;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.MetricQuery;

/**
 * Something that only the outside can answer. The id names stage, revision, round and position, so
 * an answer that comes late for another question is recognised, and asking the same question twice
 * is harmless.
 */
public sealed interface Question {

  String id();

  record Hook(String id, HookCall call) implements Question {}

  record Metric(String id, MetricQuery query) implements Question {}

  /** What came back. */
  sealed interface Answer {
    record Hooked(HookAnswer answer) implements Answer {}

    record Measured(Measurement measurement) implements Answer {}
  }
}
