package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventType;
import io.guidon.core.notification.Field;
import io.guidon.core.notification.Notification;
import io.guidon.core.notification.Severity;
import io.guidon.core.resource.Phase;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The record as it stands in {@code status.run}. A record of another shape, or one that somebody
 * damaged, is not guessed at: it reads as absent, and the Canary is then taken over from Flagger's
 * fields and the live objects.
 */
final class RunJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RunJson() {}

  static ObjectNode write(Run run) {
    var tree = NODES.objectNode();
    tree.put("shape", Run.SHAPE);
    tree.put("stage", run.stage().wireName());
    tree.put("since", run.since().toString());
    var revisions = tree.putObject("revisions");
    revisions.put("current", run.revisions().current());
    revisions.put("promoted", run.revisions().promoted());
    revisions.put("generation", run.revisions().generation());
    var traffic = tree.putObject("traffic");
    traffic.put("weight", run.traffic().weight());
    traffic.put("carrier", run.traffic().carrier().name());
    if (!run.traffic().waited().isZero()) {
      traffic.put("waited", run.traffic().waited().toString());
    }
    tree.put("primaryId", run.kept().primaryId());
    tree.put("primaryReplicas", run.kept().primaryReplicas());
    if (!run.kept().made().equals(Made.NOTHING)) {
      tree.set("made", run.kept().made().write());
    }
    if (!run.kept().before().isEmpty()) {
      var before = tree.putObject("objectsBefore");
      new TreeMap<>(run.kept().before()).forEach(before::set);
    }
    tree.put("before", run.before().wireName());
    tree.put("sequence", run.telling().sequence());
    if (!run.telling().outbox().isEmpty()) {
      var outbox = tree.putArray("outbox");
      for (var pending : run.telling().outbox()) {
        var entry = notification(pending.notification());
        if (pending.when() == Run.Pending.When.IN_EFFECT) {
          entry.put("when", pending.when().name());
        }
        outbox.add(entry);
      }
    }
    run.telling()
        .report()
        .ifPresent(report -> {
          var node = tree.putObject("report");
          node.put("phase", report.phase().wireName());
          node.put("shownPhase", report.shownPhase().wireName());
          node.put("checksum", report.checksum());
          var afterwards = node.putArray("afterwards");
          report.afterwards().forEach(told -> afterwards.add(notification(told)));
        });
    return tree;
  }

  static Optional<Run> read(JsonNode tree) {
    if (tree.path("shape").asInt() != Run.SHAPE) {
      return Optional.empty();
    }
    try {
      var revisions = tree.path("revisions");
      var traffic = tree.path("traffic");
      var run =
          new Run(
              stage(tree.path("stage").asText()),
              Instant.parse(tree.path("since").asText()),
              new Run.Revisions(
                  revisions.path("current").asText(),
                  revisions.path("promoted").asText(),
                  revisions.path("generation").asLong()),
              new Run.Traffic(
                  traffic.path("weight").asInt(),
                  Run.Carrier.valueOf(traffic.path("carrier").asText()),
                  Duration.parse(traffic.path("waited").asText("PT0S"))),
              new Run.Kept(
                  tree.path("primaryId").asText(),
                  before(tree.path("objectsBefore")),
                  tree.path("primaryReplicas").asInt(),
                  Made.read(tree.path("made"))),
              new Run.Telling(
                  outbox(tree.path("outbox")), report(tree), tree.path("sequence").asLong()),
              Phase.of(tree.path("before").asText()));
      return Optional.of(run);
    } catch (IllegalArgumentException | DateTimeException damaged) {
      return Optional.empty();
    }
  }

  private static Map<String, JsonNode> before(JsonNode tree) {
    var before = new TreeMap<String, JsonNode>();
    tree.properties().forEach(entry -> before.put(entry.getKey(), entry.getValue()));
    return before;
  }

  private static Stage stage(String wireName) {
    for (var stage : Stage.values()) {
      if (stage.wireName().equals(wireName)) {
        return stage;
      }
    }
    throw new IllegalArgumentException("unknown stage '" + wireName + "'");
  }

  private static List<Run.Pending> outbox(JsonNode array) {
    var outbox = new ArrayList<Run.Pending>();
    for (var entry : array) {
      var when =
          entry.hasNonNull("when")
              ? Run.Pending.When.valueOf(entry.path("when").asText())
              : Run.Pending.When.AT_ONCE;
      outbox.add(new Run.Pending(notification(entry), when));
    }
    return outbox;
  }

  private static Optional<Run.Report> report(JsonNode tree) {
    if (!tree.has("report")) {
      return Optional.empty();
    }
    var node = tree.path("report");
    var afterwards = new ArrayList<Notification>();
    node.path("afterwards").forEach(told -> afterwards.add(notification(told)));
    return Optional.of(
        new Run.Report(
            Phase.of(node.path("phase").asText()),
            Phase.of(node.path("shownPhase").asText()),
            node.path("checksum").asText(),
            afterwards));
  }

  private static ObjectNode notification(Notification notification) {
    var node = NODES.objectNode();
    node.put("id", notification.id());
    switch (notification) {
      case Notification.Event event -> {
        node.put("event", event.type().name());
        node.put("message", event.message());
        node.put("phase", event.phase());
        node.put("checksum", event.checksum());
      }
      case Notification.Alert alert -> {
        node.put("alert", alert.severity().name());
        node.put("message", alert.message());
        if (!alert.fields().isEmpty()) {
          var fields = node.putArray("fields");
          alert
              .fields()
              .forEach(field ->
                  fields.addObject().put("name", field.name()).put("value", field.value()));
        }
      }
    }
    return node;
  }

  private static Notification notification(JsonNode node) {
    var id = node.path("id").asText();
    var message = node.path("message").asText();
    if (node.has("event")) {
      return new Notification.Event(
          id,
          EventType.valueOf(node.path("event").asText()),
          message,
          node.path("phase").asText(),
          node.path("checksum").asText());
    }
    var fields = new ArrayList<Field>();
    node.path("fields")
        .forEach(field ->
            fields.add(new Field(field.path("name").asText(), field.path("value").asText())));
    return new Notification.Alert(
        id, Severity.valueOf(node.path("alert").asText()), message, fields);
  }
}
