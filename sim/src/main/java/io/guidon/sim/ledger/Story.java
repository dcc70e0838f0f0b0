package io.guidon.sim.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Tells changes in lines that people can read. */
final class Story {

  private Story() {}

  static String line(Change change, Instant start) {
    return "%8.1f s  %-8s %s by %s (%s)%s"
        .formatted(
            Duration.between(start, change.at()).toMillis() / 1000.0,
            change.type(),
            change.ref(),
            change.by().manager(),
            change.by().actor(),
            change.type() == Change.Type.DELETED ? "" : ": " + content(change.object()));
  }

  static String lines(List<Change> changes, Instant start) {
    return changes.stream().map(change -> line(change, start)).collect(Collectors.joining("\n"));
  }

  private static String content(ObjectNode object) {
    return switch (Trees.text(object, "kind")) {
      case "Canary" ->
          "phase "
              + Trees.text(object, "status", "phase")
              + ", weight "
              + Trees.text(object, "status", "canaryWeight");
      case "Deployment" ->
          "%s, replicas %s, %s up to date, %s ready"
              .formatted(
                  Trees.objects(object, "spec", "template", "spec", "containers").stream()
                      .map(container -> Trees.text(container, "image"))
                      .toList(),
                  Trees.text(object, "spec", "replicas"),
                  Trees.at(object, "status", "updatedReplicas").asInt(),
                  Trees.at(object, "status", "readyReplicas").asInt());
      case "Service" -> "selector " + Trees.at(object, "spec", "selector");
      case "HTTPRoute" -> "weights " + weights(object);
      case "HorizontalPodAutoscaler" ->
          Trees.text(object, "spec", "minReplicas")
              + " to "
              + Trees.text(object, "spec", "maxReplicas");
      default -> "";
    };
  }

  private static List<String> weights(ObjectNode route) {
    return Trees.objects(route, "spec", "rules").stream()
        .map(rule ->
            Trees.objects(rule, "backendRefs").stream()
                .map(backend -> Trees.text(backend, "name") + " " + Trees.text(backend, "weight"))
                .collect(Collectors.joining(", ")))
        .toList();
  }
}
