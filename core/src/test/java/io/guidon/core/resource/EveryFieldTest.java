package io.guidon.core.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * No field of the schema is forgotten: each is in the full manifest, and leaving it out changes
 * what is read.
 */
class EveryFieldTest {
  /** What says which kind it is, and the fields that are kept as trees. */
  private static final Set<String> NOT_READ = Set.of("apiVersion", "kind");

  private static final Set<String> KEPT_AS_TREE =
      Set.of("spec.service.trafficPolicy", "status.run");

  @TestFactory
  Stream<DynamicTest> ofACanaryIsRead() {
    return everyFieldIsRead("Canary", "canary-full.yaml", Canary::parse);
  }

  @TestFactory
  Stream<DynamicTest> ofAMetricTemplateIsRead() {
    return everyFieldIsRead("MetricTemplate", "metrictemplate-full.yaml", MetricTemplate::parse);
  }

  @TestFactory
  Stream<DynamicTest> ofAnAlertProviderIsRead() {
    return everyFieldIsRead("AlertProvider", "alertprovider-full.yaml", AlertProvider::parse);
  }

  private static Stream<DynamicTest> everyFieldIsRead(
      String kind, String manifest, Function<JsonNode, ? extends Parsed<?>> parse) {
    ObjectNode full = resource(manifest);
    Parsed<?> whole = parse.apply(full);
    assertThat(whole).isInstanceOf(Parsed.Ok.class);
    var paths = new ArrayList<String>();
    collect(CrdFiles.schema(kind), "", paths);
    return paths.stream()
        .map(path ->
            dynamicTest(
                path,
                () -> {
                  ObjectNode without = full.deepCopy();
                  assertThat(remove(without, List.of(path.split("\\."))))
                      .as("the full manifest has this field")
                      .isTrue();

                  assertThat(parse.apply(without)).isNotEqualTo(whole);
                }));
  }

  private static void collect(JsonNode schema, String path, List<String> paths) {
    JsonNode properties = schema.path("properties");
    if (KEPT_AS_TREE.contains(path) || isStringMatch(properties)) {
      return;
    }
    properties
        .properties()
        .forEach(entry -> {
          String child = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
          if (!NOT_READ.contains(child)) {
            paths.add(child);
            collect(entry.getValue(), child, paths);
          }
        });
    if (schema.has("items")) {
      collect(schema.path("items"), path + ".[]", paths);
    }
  }

  private static boolean isStringMatch(JsonNode properties) {
    return properties.has("exact") && properties.has("regex");
  }

  /** Takes a field away; {@code []} stands for the first item of a list. */
  private static boolean remove(JsonNode node, List<String> path) {
    String name = path.getFirst();
    if (name.equals("[]")) {
      return node instanceof ArrayNode list
          && !list.isEmpty()
          && remove(list.path(0), path.subList(1, path.size()));
    }
    if (path.size() == 1) {
      return node instanceof ObjectNode object && object.remove(name) != null;
    }
    return remove(node.path(name), path.subList(1, path.size()));
  }

  static ObjectNode resource(String name) {
    try (var stream = EveryFieldTest.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return Yaml.object(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
