package io.guidon.operator.story;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.MetricQuery;
import io.guidon.core.rollout.HookAnswer;
import io.guidon.core.rollout.HookCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What hooks and metric providers answer, and what they were asked. */
final class StoryAnswers {
  private final Map<String, HookAnswer> hooks = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private Measurement measurement = new Measurement.Value(100);

  HookAnswer hook(HookCall call) {
    calls.add(call.name() + " " + call.payload().path("phase").asText());
    return hooks.getOrDefault(call.name(), new HookAnswer.Accepted());
  }

  void refuse(String hook, String error) {
    hooks.put(hook, new HookAnswer.Refused(error));
  }

  void accept(String hook) {
    hooks.remove(hook);
  }

  Measurement measure(MetricQuery query) {
    return query.text().contains("vector(1)") ? new Measurement.Value(1) : measurement;
  }

  void measures(double value) {
    measurement = new Measurement.Value(value);
  }

  void measures(Measurement next) {
    measurement = next;
  }

  List<String> calls() {
    return calls;
  }
}
