package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.util.List;

/** What kubectl shows of pods. */
final class PodColumns {

  private PodColumns() {}

  static void add(Columns columns) {
    columns
        .text(
            "Ready",
            pod ->
                statuses(pod).stream().filter(status -> status.path("ready").asBoolean()).count()
                    + "/"
                    + Trees.objects(pod, "spec", "containers").size())
        .text("Status", PodColumns::status)
        .text("Restarts", pod -> restarts(columns, pod))
        .age()
        .wide("IP", pod -> Columns.orNone(Trees.text(pod, "status", "podIP")))
        .wide("Node", pod -> Columns.orNone(Trees.text(pod, "spec", "nodeName")))
        .wide(
            "Nominated Node", pod -> Columns.orNone(Trees.text(pod, "status", "nominatedNodeName")))
        .wide("Readiness Gates", PodColumns::gates);
  }

  /** The reason of the last container that has one says more than the phase. */
  private static String status(ObjectNode pod) {
    if (Trees.at(pod, "metadata").has("deletionTimestamp")) {
      return "Terminating";
    }
    var reason = Trees.text(pod, "status", "reason");
    var shown = reason.isEmpty() ? Trees.text(pod, "status", "phase") : reason;
    for (var container : statuses(pod).reversed()) {
      var waiting = Trees.text(container, "state", "waiting", "reason");
      var terminated = Trees.at(container, "state", "terminated");
      if (!waiting.isEmpty()) {
        shown = waiting;
      } else if (terminated.isObject()) {
        var why = Trees.text(terminated, "reason");
        shown = why.isEmpty() ? "ExitCode:" + terminated.path("exitCode").asInt() : why;
      }
    }
    return shown;
  }

  private static String restarts(Columns columns, ObjectNode pod) {
    int count =
        statuses(pod).stream().mapToInt(status -> status.path("restartCount").asInt()).sum();
    var last =
        statuses(pod).stream()
            .map(status -> Trees.text(status, "lastState", "terminated", "finishedAt"))
            .max(String::compareTo)
            .orElse("");
    return count == 0 || last.isEmpty()
        ? Integer.toString(count)
        : count + " (" + columns.since(last) + " ago)";
  }

  private static String gates(ObjectNode pod) {
    var gates = Trees.objects(pod, "spec", "readinessGates");
    long open =
        gates.stream()
            .map(gate -> Trees.text(gate, "conditionType"))
            .filter(type ->
                Trees.objects(pod, "status", "conditions").stream()
                    .anyMatch(condition ->
                        Trees.text(condition, "type").equals(type)
                            && Trees.text(condition, "status").equals("True")))
            .count();
    return gates.isEmpty() ? Columns.NONE : open + "/" + gates.size();
  }

  private static List<ObjectNode> statuses(ObjectNode pod) {
    return Trees.objects(pod, "status", "containerStatuses");
  }
}
