package io.guidon.core.rollout;

import io.guidon.core.analysis.MetricCheck;
import io.guidon.core.analysis.MetricChecks;
import io.guidon.core.analysis.Verdict;
import io.guidon.core.notification.EventText;
import io.guidon.core.resource.Phase;
import io.guidon.core.resource.WebhookType;
import java.time.Duration;

/** One analysis: rollout hooks, then metrics; the first failure ends it (spec/rollout.md §8). */
final class Checks {
  private static final String ANALYSIS = "stage/analysis";

  private final Scene scene;

  Checks(Scene scene) {
    this.scene = scene;
  }

  /** How far the analysis of one round is. */
  sealed interface Outcome {
    record Pending(Question question) implements Outcome {}

    record Passed() implements Outcome {}

    /** {@code text} is the event of the check that failed. */
    record Failed(String text) implements Outcome {}
  }

  Outcome of(long round) {
    var begun = scene.memory().holds(ANALYSIS, scene.now());
    var outcome = checked(Long.toString(round));
    if (!(outcome instanceof Outcome.Pending)) {
      scene.memory().ceased(ANALYSIS);
      if (scene.memory().announces("analysed", round)) {
        scene.memory().analysed(Duration.between(begun, scene.now()));
      }
    }
    return outcome;
  }

  private Outcome checked(String round) {
    return switch (new Hooks(scene).ask(WebhookType.ROLLOUT, round, Phase.PROGRESSING)) {
      case Hooks.Answered.Pending(Question question) -> new Outcome.Pending(question);
      case Hooks.Answered.Refused refused ->
          new Outcome.Failed(
              EventText.externalCheckFailed(
                  scene.canary().key(), refused.hook().name(), refused.error()));
      case Hooks.Answered.Accepted accepted -> metrics(round);
    };
  }

  private Outcome metrics(String round) {
    var checks =
        MetricChecks.of(
            scene.canary(), scene.metricSettings(), scene.seen().sight()::metricTemplate);
    for (var check : checks) {
      switch (check) {
        case MetricCheck.Broken broken -> {
          return new Outcome.Failed(broken.eventText());
        }
        case MetricCheck.Ask ask -> {
          var id = "metric/" + scene.occasion(round) + "/" + ask.id();
          var answer = scene.memory().answer(id);
          if (answer.isEmpty()) {
            return new Outcome.Pending(new Question.Metric(id, ask.query()));
          }
          if (!(answer.get() instanceof Question.Answer.Measured(var measurement))) {
            throw new IllegalStateException("a hook's answer was given to metric " + id);
          }
          switch (ask.judge(measurement)) {
            case Verdict.Pass(var reading) ->
                scene.memory().measured(reading.metric(), reading.value());
            case Verdict.Fail fail -> {
              scene.memory().measured(fail.reading().metric(), fail.reading().value());
              return new Outcome.Failed(fail.eventText());
            }
            case Verdict.Inconclusive inconclusive -> {
              return new Outcome.Failed(inconclusive.eventText());
            }
          }
        }
      }
    }
    return new Outcome.Passed();
  }
}
