package io.guidon.operator.story;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.MetricQuery;
import io.guidon.core.rollout.HookAnswer;
import io.guidon.core.rollout.HookCall;
import io.guidon.operator.loop.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What hooks and metric providers answer, and what they were asked. A metric's value belongs to the
 * revision that the target runs.
 */
final class StoryAnswers {
  /** As {@code request-success-rate} would be. */
  static final double GOOD = 100;

  static final double BAD = 90;

  private final Supplier<String> running;
  private final Consumer<String> passed;
  private final Map<String, HookAnswer> hooks = new HashMap<>();
  private final Map<String, Measurement> measurements = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Duration> delays = new HashMap<>();
  private final Set<String> held = new HashSet<>();
  private final List<Runnable> answersHeld = new ArrayList<>();
  private Measurement measurement = new Measurement.Value(GOOD);
  private Measurement availability = new Measurement.Value(1);

  /**
   * @param running the tag that the target runs
   * @param passed takes a tag each time that it is measured as good
   */
  StoryAnswers(Supplier<String> running, Consumer<String> passed) {
    this.running = running;
    this.passed = passed;
  }

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
    if (query.text().contains("vector(1)")) {
      return availability;
    }
    var tag = running.get();
    var answer = measurements.getOrDefault(tag, measurement);
    if (answer.equals(new Measurement.Value(GOOD))) {
      passed.accept(tag);
    }
    return answer;
  }

  /** The provider does not even answer whether it is there. */
  void unavailable(String error) {
    availability = new Measurement.Failure(error);
  }

  /** The revision with this tag fails its checks. */
  void bad(String tag) {
    measurements.put(tag, new Measurement.Value(BAD));
  }

  void measures(double value) {
    measurement = new Measurement.Value(value);
  }

  void measures(Measurement next) {
    measurement = next;
  }

  /** Questions whose name begins so get no answer until they are released. */
  void hold(String question) {
    held.add(question);
  }

  /** All that was held back answers now. */
  void release() {
    held.clear();
    var due = List.copyOf(answersHeld);
    answersHeld.clear();
    due.forEach(Runnable::run);
  }

  /** Which calls there were, and what was said of single revisions. */
  void forget() {
    calls.clear();
    measurements.clear();
  }

  /** Every call of a hook: its name and the phase in the payload. */
  List<String> calls() {
    return calls;
  }

  /** Where the questions of one process are put. */
  Async beside(StoryAsync async) {
    return new Async() {
      @Override
      public <T> void run(String what, Callable<T> work, Consumer<Result<T>> done) {
        async.run(what, work, result -> arrive(async, what, () -> done.accept(result)));
      }

      @Override
      public Cancellable after(Duration delay, Runnable then) {
        return async.after(delay, then);
      }
    };
  }

  /** Questions whose name begins so are answered that much later. */
  void slow(String question, Duration delay) {
    delays.put(question, delay);
  }

  private void arrive(StoryAsync async, String what, Runnable answer) {
    var delay =
        delays.entrySet().stream()
            .filter(entry -> what.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    if (delay.isPresent()) {
      async.after(delay.get(), answer);
      return;
    }
    if (held.stream().anyMatch(what::startsWith)) {
      answersHeld.add(() -> async.alive(answer));
    } else {
      answer.run();
    }
  }
}
