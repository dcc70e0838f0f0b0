package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.MetricQuery;
import io.guidon.core.resource.ObjectRef;

/**
 * Something that only the outside can answer. The id names stage, revision, round and position, so
 * an answer that comes late for another question is recognised, and asking the same question twice
 * is harmless.
 */
public sealed interface Question {

  String id();

  record Hook(String id, HookCall call) implements Question {}

  record Metric(String id, MetricQuery query) implements Question {}

  /** What the API server would store today if the workload had this pod template. */
  record DryRun(String id, ObjectRef workload, JsonNode podTemplate) implements Question {}

  /** What came back. */
  sealed interface Answer {
    record Hooked(HookAnswer answer) implements Answer {}

    record Measured(Measurement measurement) implements Answer {}

    /** The pod template as the API server would store it; missing if it gives none. */
    record WouldStore(JsonNode podTemplate) implements Answer {}
  }
}
