package io.guidon.core.rollout;

import io.guidon.core.analysis.MetricChecks;

/**
 * Whether the metric providers of a Canary answer at all; asked at first contact only
 * (spec/metrics.md §9).
 */
final class Availability {
  private final Scene scene;

  Availability(Scene scene) {
    this.scene = scene;
  }

  /** How far the check is. */
  sealed interface Answered {
    record Asked(Question question) implements Answered {}

    record Available() implements Answered {}

    record Unavailable(String error) implements Answered {}
  }

  Answered check(String round) {
    var checks =
        MetricChecks.availability(
            scene.canary(), scene.metricSettings(), scene.seen().sight()::metricTemplate);
    int position = 0;
    for (var check : checks) {
      var id = "availability/" + round + "/" + position++;
      switch (check) {
        case MetricChecks.Availability.Broken(String error) -> {
          return new Answered.Unavailable(error);
        }
        case MetricChecks.Availability.Ask ask -> {
          var answer = scene.memory().answer(id);
          if (answer.isEmpty()) {
            return new Answered.Asked(new Question.Metric(id, ask.query()));
          }
          if (answer.get() instanceof Question.Answer.Measured(var measurement)) {
            var error = ask.judge(measurement);
            if (error.isPresent()) {
              return new Answered.Unavailable(error.get());
            }
          }
        }
      }
    }
    return new Answered.Available();
  }
}
