package io.guidon.operator.canary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.MetricQuery;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.HookAnswer;
import io.guidon.core.rollout.HookCall;
import io.guidon.core.rollout.Question;
import io.guidon.operator.cluster.Cluster;
import io.guidon.operator.loop.Async;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts questions to hooks, metric providers and the API server beside the loop. A question that is
 * under way is not asked again; its answer brings the next look (design.md §1).
 */
public final class Asking {
  private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

  private final Async async;
  private final Hooks hooks;
  private final Metrics metrics;
  private final DryRuns dryRuns;
  private final Consumer<ObjectRef> look;

  /** Calls one hook; blocks until it has answered or given up. */
  public interface Hooks {
    HookAnswer call(HookCall call) throws InterruptedException;
  }

  /** Puts one query; blocks until there is an answer. */
  public interface Metrics {
    Measurement measure(Canary canary, MetricQuery query) throws InterruptedException;
  }

  /** Asks the API server what it would store; blocks until it has answered. */
  public interface DryRuns {
    Cluster.Live dryRun(ObjectRef workload, JsonNode podTemplate);
  }

  /** {@code look} asks for the next pass of a Canary. */
  public Asking(
      Async async, Hooks hooks, Metrics metrics, DryRuns dryRuns, Consumer<ObjectRef> look) {
    this.async = async;
    this.hooks = hooks;
    this.metrics = metrics;
    this.dryRuns = dryRuns;
    this.look = look;
  }

  void ask(Canaries.Known known, Canary canary, Question question) {
    if (!known.asks(question.id())) {
      return;
    }
    async.run(
        question.id() + " of " + canary.key(),
        () -> answer(canary, question),
        result -> {
          known.answered(
              question.id(),
              switch (result) {
                case Async.Result.Done<Question.Answer>(var answer) -> answer;
                case Async.Result.Failed<Question.Answer>(var cause) ->
                    failed(canary, question, cause);
              });
          look.accept(known.ref());
        });
  }

  private Question.Answer answer(Canary canary, Question question) throws InterruptedException {
    return switch (question) {
      case Question.Hook(var id, var call) -> new Question.Answer.Hooked(hooks.call(call));
      case Question.Metric(var id, var query) ->
          new Question.Answer.Measured(metrics.measure(canary, query));
      case Question.DryRun(var id, var workload, var template) ->
          stored(canary, dryRuns.dryRun(workload, template));
    };
  }

  /** Where the API server does not say, the change counts as a new revision. */
  private static Question.Answer stored(Canary canary, Cluster.Live answer) {
    return switch (answer) {
      case Cluster.Live.Found(var workload) ->
          new Question.Answer.WouldStore(workload.path("spec").path("template"));
      case Cluster.Live.Absent(String message) -> notStored(canary, message);
      case Cluster.Live.Failed(String message) -> notStored(canary, message);
    };
  }

  private static Question.Answer notStored(Canary canary, String message) {
    LOG.atWarn()
        .addKeyValue("canary", canary.key())
        .log(
            "the changed target counts as a new revision, because a dry run that would tell"
                + " was refused: {}",
            message);
    return new Question.Answer.WouldStore(MissingNode.getInstance());
  }

  /** Something unforeseen counts as the unfavourable answer, and is logged as what it is. */
  private static Question.Answer failed(Canary canary, Question question, Throwable cause) {
    LOG.atError()
        .addKeyValue("canary", canary.key())
        .setCause(cause)
        .log("{} failed: {}", question.id(), cause.toString());
    return switch (question) {
      case Question.Hook hook ->
          new Question.Answer.Hooked(new HookAnswer.Refused(cause.toString()));
      case Question.Metric metric ->
          new Question.Answer.Measured(new Measurement.Failure(cause.toString()));
      case Question.DryRun dryRun -> new Question.Answer.WouldStore(MissingNode.getInstance());
    };
  }
}
