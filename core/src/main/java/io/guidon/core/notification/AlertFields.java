package io.guidon.core.notification;

import io.guidon.core.resource.Analysis;
import io.guidon.core.resource.Canary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The facts under an alert (spec/alerts.md §3.1). */
public final class AlertFields {
  private AlertFields() {}

  /** What every alert carries. */
  public static List<Field> cluster(Optional<String> clusterName) {
    return clusterName
        .filter(name -> !name.isEmpty())
        .map(name -> new Field("Cluster", name))
        .stream()
        .toList();
  }

  /** What the alerts about a Canary and its rollout as such carry. */
  public static List<Field> of(Canary canary, Optional<String> clusterName) {
    var fields = new ArrayList<>(cluster(clusterName));
    fields.add(
        new Field("Target", canary.targetRef().kind().wireName() + "/" + canary.targetKey()));
    fields.add(
        new Field("Failed checks threshold", Integer.toString(canary.analysis().threshold())));
    fields.add(new Field("Progress deadline", canary.spec().progressDeadlineSeconds() + "s"));
    routing(canary.analysis()).ifPresent(text -> fields.add(new Field("Traffic routing", text)));
    return List.copyOf(fields);
  }

  private static Optional<String> routing(Analysis analysis) {
    return switch (analysis.strategy()) {
      case AB -> Optional.of("A/B Testing");
      case BLUE_GREEN -> Optional.of("Blue/Green");
      case CANARY -> weights(analysis).map(text -> text + " max: " + analysis.maxWeight());
    };
  }

  private static Optional<String> weights(Analysis analysis) {
    if (analysis.stepWeight() > 0) {
      return Optional.of("Weight step: " + analysis.stepWeight());
    }
    if (analysis.stepWeights().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "Weight steps: "
            + analysis.stepWeights().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(",")));
  }
}
