package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.guidon.sim.rest.Tables.Column;
import io.guidon.sim.store.Trees;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The columns that kubectl shows of the kinds that are compiled into the API server. */
final class BuiltInColumns {

  private static final String NONE = "<none>";

  private final InstantSource clock;
  private final List<Column> columns = new ArrayList<>();

  private BuiltInColumns(InstantSource clock) {
    this.clock = clock;
  }

  static List<Column> of(String kind, InstantSource clock) {
    return new BuiltInColumns(clock).all(kind);
  }

  private List<Column> all(String kind) {
    if (kind.equals("Event")) {
      event();
      return columns;
    }
    columns.add(
        new Column("Name", "string", "name", 0, object -> Trees.at(object, "metadata", "name")));
    switch (kind) {
      case "Deployment" -> deployment();
      case "ReplicaSet" -> replicaSet();
      case "StatefulSet" -> text("Ready", object -> readyOf(object, "replicas"));
      case "DaemonSet" -> daemonSet();
      case "Pod" -> pod();
      case "Service" -> service();
      case "HorizontalPodAutoscaler" -> scaler();
      case "Namespace", "Node" -> text("Status", object -> Trees.text(object, "status", "phase"));
      case "ConfigMap" -> number("Data", object -> count(object, "data"));
      case "Secret" -> {
        text("Type", object -> Trees.text(object, "type"));
        number("Data", object -> count(object, "data"));
      }
      case "Lease" -> text("Holder", object -> Trees.text(object, "spec", "holderIdentity"));
      case "EndpointSlice" -> slice();
      case "CustomResourceDefinition" -> {
        text("Created At", object -> Trees.text(object, "metadata", "creationTimestamp"));
        return columns;
      }
      case "ControllerRevision" -> revision();
      default -> {
        // The name and the age are all there is to see.
      }
    }
    text("Age", this::age);
    if (kind.equals("Deployment") || kind.equals("ReplicaSet")) {
      containers();
    }
    if (kind.equals("Service")) {
      wide("Selector", object -> pairs(Trees.at(object, "spec", "selector")));
    }
    if (kind.equals("Pod")) {
      wide("IP", object -> orNone(Trees.text(object, "status", "podIP")));
      wide("Node", object -> orNone(Trees.text(object, "spec", "nodeName")));
    }
    return columns;
  }

  private void deployment() {
    text("Ready", object -> readyOf(object, "readyReplicas"));
    number("Up-to-date", object -> Trees.at(object, "status", "updatedReplicas").asInt());
    number("Available", object -> Trees.at(object, "status", "availableReplicas").asInt());
  }

  private void replicaSet() {
    number("Desired", object -> Trees.at(object, "spec", "replicas").asInt());
    number("Current", object -> Trees.at(object, "status", "replicas").asInt());
    number("Ready", object -> Trees.at(object, "status", "readyReplicas").asInt());
  }

  private void daemonSet() {
    number("Desired", object -> Trees.at(object, "status", "desiredNumberScheduled").asInt());
    number("Current", object -> Trees.at(object, "status", "currentNumberScheduled").asInt());
    number("Ready", object -> Trees.at(object, "status", "numberReady").asInt());
  }

  private void pod() {
    text(
        "Ready",
        object -> {
          var statuses = Trees.objects(object, "status", "containerStatuses");
          long ready = statuses.stream().filter(status -> status.path("ready").asBoolean()).count();
          return ready + "/" + Trees.objects(object, "spec", "containers").size();
        });
    text(
        "Status",
        object ->
            Trees.at(object, "metadata").has("deletionTimestamp")
                ? "Terminating"
                : Trees.text(object, "status", "phase"));
    number(
        "Restarts",
        object ->
            Trees.objects(object, "status", "containerStatuses").stream()
                .mapToInt(status -> status.path("restartCount").asInt())
                .sum());
  }

  private void service() {
    text("Type", object -> Trees.text(object, "spec", "type"));
    text("Cluster-IP", object -> orNone(Trees.text(object, "spec", "clusterIP")));
    text("External-IP", object -> NONE);
    text(
        "Port(s)",
        object ->
            Trees.objects(object, "spec", "ports").stream()
                .map(port -> Trees.text(port, "port") + "/" + Trees.text(port, "protocol"))
                .collect(Collectors.joining(",")));
  }

  private void scaler() {
    text(
        "Reference",
        object ->
            Trees.text(object, "spec", "scaleTargetRef", "kind")
                + "/"
                + Trees.text(object, "spec", "scaleTargetRef", "name"));
    text("Targets", object -> "<unknown>");
    number("MinPods", object -> Trees.at(object, "spec", "minReplicas").asInt(1));
    number("MaxPods", object -> Trees.at(object, "spec", "maxReplicas").asInt());
    number("Replicas", object -> Trees.at(object, "status", "currentReplicas").asInt());
  }

  private void slice() {
    text("AddressType", object -> Trees.text(object, "addressType"));
    text(
        "Ports",
        object ->
            Trees.objects(object, "ports").stream()
                .map(port -> Trees.text(port, "port"))
                .collect(Collectors.joining(",")));
    text(
        "Endpoints",
        object ->
            Trees.objects(object, "endpoints").stream()
                .flatMap(endpoint -> Trees.texts(endpoint, "addresses").stream())
                .limit(3)
                .collect(Collectors.joining(",")));
  }

  private void revision() {
    text(
        "Controller",
        object ->
            Trees.objects(object, "metadata", "ownerReferences").stream()
                .findFirst()
                .map(owner -> Trees.text(owner, "kind") + "/" + Trees.text(owner, "name"))
                .orElse(NONE));
    number("Revision", object -> object.path("revision").asInt());
  }

  private void event() {
    text("Last Seen", object -> Ages.since(lastSeen(object), clock.instant()));
    text("Type", object -> Trees.text(object, "type"));
    text("Reason", object -> Trees.text(object, "reason"));
    text(
        "Object",
        object ->
            Trees.text(object, "involvedObject", "kind").toLowerCase(Locale.ROOT)
                + "/"
                + Trees.text(object, "involvedObject", "name"));
    text("Message", object -> Trees.text(object, "message").strip());
  }

  private static String lastSeen(ObjectNode event) {
    for (var field : List.of("lastTimestamp", "eventTime")) {
      if (!Trees.text(event, field).isEmpty()) {
        return Trees.text(event, field);
      }
    }
    return Trees.text(event, "metadata", "creationTimestamp");
  }

  private void containers() {
    Function<ObjectNode, List<ObjectNode>> all =
        object -> Trees.objects(object, "spec", "template", "spec", "containers");
    wide(
        "Containers",
        object ->
            all.apply(object).stream()
                .map(container -> Trees.text(container, "name"))
                .collect(Collectors.joining(",")));
    wide(
        "Images",
        object ->
            all.apply(object).stream()
                .map(container -> Trees.text(container, "image"))
                .collect(Collectors.joining(",")));
    wide("Selector", object -> pairs(Trees.at(object, "spec", "selector", "matchLabels")));
  }

  private String age(ObjectNode object) {
    Instant now = clock.instant();
    return Ages.since(Trees.text(object, "metadata", "creationTimestamp"), now);
  }

  private static String readyOf(ObjectNode object, String field) {
    return Trees.at(object, "status", field).asInt()
        + "/"
        + Trees.at(object, "spec", "replicas").asInt();
  }

  private static int count(ObjectNode object, String field) {
    return object.path(field).size() + object.path("binaryData").size();
  }

  private static String pairs(JsonNode labels) {
    return orNone(
        labels.properties().stream()
            .map(label -> label.getKey() + "=" + label.getValue().asText())
            .sorted()
            .collect(Collectors.joining(",")));
  }

  private static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  private void text(String name, Function<ObjectNode, String> cell) {
    columns.add(new Column(name, "string", "", 0, object -> TextNode.valueOf(cell.apply(object))));
  }

  private void wide(String name, Function<ObjectNode, String> cell) {
    columns.add(new Column(name, "string", "", 1, object -> TextNode.valueOf(cell.apply(object))));
  }

  private void number(String name, ToIntFunction<ObjectNode> cell) {
    columns.add(
        new Column(name, "integer", "", 0, object -> IntNode.valueOf(cell.applyAsInt(object))));
  }
}
