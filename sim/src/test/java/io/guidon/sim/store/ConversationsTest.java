package io.guidon.sim.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write.Outcome;
import io.guidon.core.rollout.Write.Outcome.Refused;
import io.guidon.core.rollout.Write.Outcome.Written;
import io.guidon.sim.VirtualTime;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Has the conversations again that were held with a real API server, see their README. */
final class ConversationsTest {

  @TestFactory
  Stream<DynamicContainer> answersAsARealApiServerDid() throws IOException, URISyntaxException {
    var folder =
        Path.of(ConversationsTest.class.getResource("/conversations/README.md").toURI())
            .getParent();
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream()
          .map(file ->
              DynamicContainer.dynamicContainer(file.getFileName().toString(), steps(file)));
    }
  }

  private static Stream<DynamicTest> steps(Path file) {
    var conversation = new Conversation();
    var steps = new ArrayList<DynamicTest>();
    for (var step : Trees.objects(Yaml.parse("steps:\n" + Yaml.text(file)), "steps")) {
      String title = steps.size() + 1 + " " + Trees.text(step, "as") + " " + Trees.text(step, "do");
      steps.add(DynamicTest.dynamicTest(title, () -> conversation.have(step)));
    }
    assertThat(steps).hasSizeGreaterThan(5);
    return steps.stream();
  }

  private static String whose(ObjectNode entry) {
    return Trees.text(entry, "manager")
        + Trees.text(entry, "operation")
        + Trees.text(entry, "subresource");
  }

  /** The same requests to a store of its own. */
  private static final class Conversation {
    private final VirtualTime time = VirtualTime.create();
    private final ApiStore store = new ApiStore(time, ApiStore.CanaryCrd.FLAGGER);
    private final Map<String, List<String>> versions = new HashMap<>();
    private final Map<String, String> uids = new HashMap<>();

    void have(ObjectNode step) {
      time.runFor(Duration.ofSeconds(1));
      var answer = answer(send(step));

      assertThat(lines("", answer)).containsExactlyInAnyOrderElementsOf(lines("", expected(step)));
    }

    private Outcome send(ObjectNode step) {
      var author = Author.of(step.path("as").asText());
      var body =
          Trees.objectAt(step, "object")
              .or(() -> Trees.objectAt(step, "body"))
              .map(found -> (ObjectNode) fill(found))
              .orElseGet(Trees::object);
      var ref = step.has("ref") ? refOf(step.path("ref").asText()) : ObjectRef.of(body);
      return switch (step.path("do").asText()) {
        case "create" -> store.create(body, author);
        case "apply" -> store.apply(body, author);
        case "applyForced" -> store.applyForced(body, author);
        case "update" -> store.update(body, author);
        case "updateStatus" -> store.updateStatus(body, author);
        case "patch" -> store.patch(ref, body, author);
        case "patchStatus" -> store.patchStatus(ref, body, author);
        case "delete" ->
            step.has("uid")
                ? store.delete(ref, fill(step.path("uid")).asText(), author)
                : store.delete(ref, author);
        default -> throw new IllegalArgumentException(step.toString());
      };
    }

    private ObjectNode answer(Outcome outcome) {
      var answer = Trees.object();
      switch (outcome) {
        case Refused refused -> {
          answer.put("refused", refused.why().name());
          answer.put("message", refused.message().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "<uid>"));
        }
        case Written written when written.now().isEmpty() -> answer.put("gone", true);
        case Written written -> {
          var object = written.now().orElseThrow();
          answer.put("version", remember(object));
          answer.set("object", tidy(object));
        }
      }
      return answer;
    }

    /**
     * The recorded answer; of what the sequence of managers says nothing, and of messages of deep
     * validation the reason.
     */
    private static ObjectNode expected(ObjectNode step) {
      var answer = (ObjectNode) step.path("answer").deepCopy();
      Trees.objectAt(answer, "object").ifPresent(object -> tidy(object));
      return answer;
    }

    private String remember(ObjectNode object) {
      String key = Trees.text(object, "kind") + "/" + Trees.text(object, "metadata", "name");
      String version = Trees.text(object, "metadata", "resourceVersion");
      uids.putIfAbsent(key, Trees.text(object, "metadata", "uid"));
      var seen = versions.computeIfAbsent(key, any -> new ArrayList<>());
      boolean same = !seen.isEmpty() && seen.getLast().equals(version);
      if (!same) {
        seen.add(version);
      }
      return same ? "same" : "new";
    }

    private JsonNode fill(JsonNode node) {
      if (node instanceof ObjectNode object) {
        var filled = Trees.object();
        object.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue())));
        return filled;
      }
      if (node instanceof ArrayNode list) {
        var filled = Trees.array();
        list.forEach(item -> filled.add(fill(item)));
        return filled;
      }
      return node.isTextual() && node.asText().startsWith("@")
          ? TextNode.valueOf(known(node.asText()))
          : node;
    }

    private String known(String placeholder) {
      String key = placeholder.substring(placeholder.indexOf(' ') + 1);
      if (placeholder.startsWith("@uid")) {
        return uids.getOrDefault(key, "");
      }
      var seen = versions.getOrDefault(key, List.of());
      return placeholder.startsWith("@old") && seen.size() > 1
          ? seen.get(seen.size() - 2)
          : seen.getLast();
    }

    private static ObjectRef refOf(String kindAndName) {
      String kind = kindAndName.substring(0, kindAndName.indexOf('/'));
      String apiVersion =
          switch (kind) {
            case "Deployment", "ControllerRevision" -> "apps/v1";
            case "HorizontalPodAutoscaler" -> "autoscaling/v2";
            case "HTTPRoute" -> "gateway.networking.k8s.io/v1";
            case "Canary" -> "flagger.app/v1beta1";
            default -> "v1";
          };
      return new ObjectRef(apiVersion, kind, "t", kindAndName.substring(kind.length() + 1));
    }

    private static ObjectNode tidy(ObjectNode object) {
      var metadata = Trees.need(object, "metadata");
      metadata.remove(List.of("uid", "resourceVersion", "creationTimestamp"));
      if (metadata.has("deletionTimestamp")) {
        metadata.put("deletionTimestamp", "then");
      }
      var managers = new ArrayList<ObjectNode>();
      for (var entry : Trees.objects(metadata, "managedFields")) {
        entry.remove("time");
        managers.add(entry);
      }
      managers.sort(Comparator.comparing(ConversationsTest::whose));
      metadata.putArray("managedFields").addAll(managers);
      Trees.objectAt(object, "spec")
          .filter(spec -> !Trees.text(spec, "clusterIP").equals("None"))
          .ifPresent(spec -> spec.remove(List.of("clusterIP", "clusterIPs")));
      return object;
    }

    /**
     * Each leaf with its path, so that a difference is one line. The order of fields means nothing.
     */
    private static List<String> lines(String path, JsonNode node) {
      var lines = new ArrayList<String>();
      if (node.isEmpty()) {
        lines.add(path + ": " + node);
      } else if (node.isArray()) {
        for (int i = 0; i < node.size(); i++) {
          lines.addAll(lines(path + "[" + i + "]", node.get(i)));
        }
      } else {
        node.properties()
            .forEach(field -> lines.addAll(lines(path + "." + field.getKey(), field.getValue())));
      }
      return lines;
    }
  }
}
