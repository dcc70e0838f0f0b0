package io.guidon.sim.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.DeleteOptions.Dependents;
import io.guidon.sim.store.DeleteOptions.Grace;
import io.guidon.sim.store.ResourceType.Subresource;
import io.guidon.sim.store.WriteOptions.Force;
import io.guidon.sim.store.WriteOptions.Run;
import io.guidon.sim.store.WriteOptions.Unknown;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sends the requests again that were sent to a real API server over HTTP, see their README. */
final class RequestsTest {

  /** What is different in every cluster and at every time. */
  private static final List<String> OWN =
      List.of("uid", "resourceVersion", "creationTimestamp", "managedFields");

  @TestFactory
  Stream<DynamicContainer> answersAsARealApiServerDid() throws IOException, URISyntaxException {
    var folder = Path.of(RequestsTest.class.getResource("/requests/README.md").toURI()).getParent();
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream()
          .map(file ->
              DynamicContainer.dynamicContainer(file.getFileName().toString(), steps(file)));
    }
  }

  private static Stream<DynamicTest> steps(Path file) {
    var server = new Server();
    var steps = new ArrayList<DynamicTest>();
    for (var step : Trees.objects(Yaml.parse("steps:\n" + Yaml.text(file)), "steps")) {
      var request = Trees.need(step, "request");
      String title = steps.size() + 1 + " " + request;
      steps.add(DynamicTest.dynamicTest(title, () -> server.check(step)));
    }
    assertThat(steps).hasSizeGreaterThan(5);
    return steps.stream();
  }

  private static final class Server {
    private final ApiStore store = ApiStore.served(VirtualTime.create(), 1000);

    Server() {
      var namespace = Trees.object().put("apiVersion", "v1").put("kind", "Namespace");
      namespace.putObject("metadata").put("name", "t");
      store.client("user").create(namespace);
    }

    void check(ObjectNode step) {
      var request = Trees.need(step, "request");
      var expected = Trees.need(step, "answer");
      var reply = send(request);

      var answer = Trees.object().put("code", reply.code());
      answer.set("body", tidy(reply.body()));
      if (!reply.warnings().isEmpty()) {
        reply.warnings().forEach(answer.withArray("warnings")::add);
      }
      if (step.has("known")) {
        assertThat(lines("", answer))
            .as("it is the same now: drop `known`")
            .isNotEqualTo(lines("", expected));
      } else {
        assertThat(lines("", answer)).isEqualTo(lines("", expected));
      }
    }

    private Reply send(ObjectNode request) {
      var ref = ref(request);
      var body = request.path("body");
      var options = options(request);
      var part = Optional.of(Trees.text(request, "part")).filter(text -> !text.isEmpty());
      var subresource = part.map(text -> Subresource.valueOf(text.toUpperCase(Locale.ROOT)));
      var verbs = store.verbs();
      return switch (Trees.text(request, "do")) {
        case "get" -> subresource.isPresent() ? verbs.getScale(ref) : verbs.get(ref);
        case "create" -> verbs.create(named(ref, body), options);
        case "update" ->
            subresource.isPresent()
                ? verbs.update(ref, (ObjectNode) body, subresource.get(), options)
                : verbs.update(named(ref, body), options);
        case "patch" -> {
          var type = PatchType.valueOf(Trees.text(request, "type").toUpperCase(Locale.ROOT));
          var patch = type == PatchType.APPLY ? named(ref, body) : body;
          yield subresource.isPresent()
              ? verbs.patch(ref, type, patch, subresource.get(), options)
              : verbs.patch(ref, type, patch, options);
        }
        case "delete" -> verbs.delete(ref, deleteOptions(body), options);
        default -> throw new IllegalArgumentException(request.toString());
      };
    }

    private ObjectRef ref(ObjectNode request) {
      var on = Trees.text(request, "on").split("/", 2);
      var type =
          store.types().stream()
              .filter(found -> found.qualified().equals(on[0]))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(on[0] + " is not served"));
      return new ObjectRef(
          type.apiVersion(type.versions().getFirst()),
          type.kind(),
          type.isNamespaced() ? "t" : "",
          on.length > 1 ? on[1] : "");
    }

    /** As the facade completes it from the address. */
    private static ObjectNode named(ObjectRef ref, JsonNode body) {
      return Trees.with(
          (ObjectNode) body,
          object -> {
            var metadata = Trees.need(object, "metadata");
            if (!ref.namespace().isEmpty()) {
              metadata.put("namespace", ref.namespace());
            }
            if (!ref.name().isEmpty()) {
              Trees.putIfAbsent(metadata, "name", ref.name());
            }
          });
    }

    private static WriteOptions options(ObjectNode request) {
      var options = request.path("options");
      String as = Trees.text(request, "as");
      return new WriteOptions(
          Author.of(as.isEmpty() ? "user" : as),
          options.has("dryRun") ? Run.DRY : Run.STORED,
          options.has("force") ? Force.FORCED : Force.UNFORCED,
          switch (Trees.text(options, "fieldValidation")) {
            case "Strict" -> Unknown.REFUSED;
            case "Ignore" -> Unknown.IGNORED;
            default -> Unknown.WARNED_OF;
          });
    }

    private static DeleteOptions deleteOptions(JsonNode body) {
      return new DeleteOptions(
          switch (Trees.text(body, "propagationPolicy")) {
            case "Orphan" -> Dependents.ORPHAN;
            case "Foreground" -> Dependents.FOREGROUND;
            default -> Dependents.BACKGROUND;
          },
          Grace.USUAL,
          Trees.text(body, "preconditions", "uid"),
          Trees.text(body, "preconditions", "resourceVersion"));
    }

    private static ObjectNode tidy(ObjectNode body) {
      var metadata = Trees.need(body, "metadata");
      metadata.remove(OWN);
      if (metadata.has("deletionTimestamp")) {
        metadata.put("deletionTimestamp", "then");
      }
      for (var condition : Trees.objects(body, "status", "conditions")) {
        if (condition.has("lastTransitionTime")) {
          condition.put("lastTransitionTime", "then");
        }
      }
      if (Trees.text(body, "kind").equals("Status")) {
        Trees.objectAt(body, "details").ifPresent(details -> details.remove("uid"));
      }
      return body;
    }

    /** Each leaf with its path; the order of fields means nothing. */
    private static Set<String> lines(String path, JsonNode node) {
      var lines = new TreeSet<String>();
      if (node.isEmpty()) {
        var text = node.isTextual() ? TextNode.valueOf(plain(node.asText())) : node;
        lines.add(path + ": " + text);
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

    private static String plain(String text) {
      return text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "<uid>")
          .replaceAll("in record \\(\\d+\\)", "in record (<version>)");
    }
  }
}
