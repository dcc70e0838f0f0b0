package io.guidon.core.workload;

import static io.guidon.core.workload.Trees.named;
import static io.guidon.core.workload.Trees.ofKind;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Folders of {@code in.yaml} (Canary, target, live objects, settings) and {@code out-what.yaml}
 * (what is to be written). Each file that is there is compared; a missing one is not rendered.
 */
class GoldenTest {
  private static final Path CASES = Trees.resources().resolve("golden");

  /** Members in the order of their names, so that a difference can be read. */
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .build();

  @TestFactory
  Stream<DynamicTest> renders() throws IOException {
    try (var folders = Files.list(CASES)) {
      return folders
          .sorted()
          .flatMap(folder -> outputs(folder).stream().map(file -> comparison(folder, file)))
          .toList()
          .stream();
    }
  }

  private static List<Path> outputs(Path folder) {
    try (var files = Files.list(folder)) {
      var outputs =
          files.filter(file -> file.getFileName().toString().startsWith("out-")).sorted().toList();
      assertThat(outputs).as("outputs of " + folder).isNotEmpty();
      return outputs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DynamicTest comparison(Path folder, Path file) {
    return DynamicTest.dynamicTest(
        folder.getFileName() + "/" + file.getFileName(),
        () -> {
          var text = Trees.text(folder.resolve("in.yaml"));
          var input = Trees.documents(text);
          var name = file.getFileName().toString();

          var rendered =
              render(input, name.substring("out-".length(), name.length() - ".yaml".length()));

          assertThat(yaml(rendered)).isEqualTo(yaml(Trees.yaml(Trees.text(file))));
          assertThat(input).as("inputs are left alone").isEqualTo(Trees.documents(text));
        });
  }

  private static String yaml(JsonNode tree) throws IOException {
    return YAML.writeValueAsString(YAML.treeToValue(tree, Object.class));
  }

  private static JsonNode render(List<JsonNode> input, String what) {
    var canary = Trees.canary(ofKind(input, "Canary").orElseThrow());
    var target = named(input, "Deployment", canary.targetRef().name()).orElseThrow();
    var settings = ofKind(input, "Settings").orElse(JsonNodeFactory.instance.objectNode());
    var rules =
        new LabelRules(
            texts(settings.path("selectorLabels"), "app", "name", "app.kubernetes.io/name"),
            texts(settings.path("includeLabelPrefixes")));
    var selector = (Selector.Found) Selector.of(target, rules.selectorLabels());
    var primary = new PrimaryDeployment(canary, selector, rules, target);
    var snapshot = Snapshot.of(target);
    return switch (what) {
      case "primary-created" ->
          primary.desired(snapshot, "id-1", PrimaryDeployment.Occasion.CREATION);
      case "primary-promoted" ->
          primary.desired(snapshot, "id-2", PrimaryDeployment.Occasion.PROMOTION);
      case "scaler" ->
          PrimaryScaler.desired(
              canary,
              canary.spec().autoscalerRef().orElseThrow(),
              ofKind(input, "HorizontalPodAutoscaler").orElseThrow());
      default ->
          tree(
              service(
                  what,
                  input,
                  new GeneratedServices(canary, selector, target.at("/spec/template"))));
    };
  }

  private static ServiceChange service(
      String what, List<JsonNode> input, GeneratedServices services) {
    var canary = services.canary();
    var apex = named(input, "Service", canary.apexName());
    return switch (what) {
      case "canary" -> services.canary(named(input, "Service", canary.canaryServiceName()));
      case "primary" -> services.primary(named(input, "Service", canary.primaryServiceName()));
      case "apex" -> services.apex(ServedBy.PRIMARY, apex);
      case "apex-by-canary" -> services.apex(ServedBy.CANARY, apex);
      default -> throw new IllegalArgumentException(what);
    };
  }

  private static JsonNode tree(ServiceChange change) {
    var tree = JsonNodeFactory.instance.objectNode();
    return switch (change) {
      case ServiceChange.Apply apply -> apply.configuration();
      case ServiceChange.Keep _ -> tree.put("keep", true);
      case ServiceChange.Adopt adopt -> {
        tree.set("adopt", adopt.merge());
        yield tree.set("before", adopt.before().toTree());
      }
    };
  }

  private static List<String> texts(JsonNode list, String... defaults) {
    if (list.isMissingNode()) {
      return List.of(defaults);
    }
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
