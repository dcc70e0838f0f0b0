package io.guidon.core.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the documentation shows can be applied, and where it points there is something. */
class DocsTest {
  private static final Path ROOT = Path.of(System.getProperty("guidon.root", ".."));
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");

  @TestFactory
  Stream<DynamicTest> showsCanariesThatAreValid() {
    var tests = new ArrayList<DynamicTest>();
    for (var page : pages()) {
      for (var object : manifests(page)) {
        if (object.path("kind").asText().equals("Canary")) {
          tests.add(test(page, object, () -> isValid(object)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(3);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> showsMetricTemplatesThatAreValid() {
    var tests = new ArrayList<DynamicTest>();
    for (var page : pages()) {
      for (var object : manifests(page)) {
        if (object.path("kind").asText().equals("MetricTemplate")) {
          tests.add(test(page, object, () -> Manifests.ok(MetricTemplate.parse(object))));
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> pointsAtPagesThatExist() {
    return pages().stream()
        .map(page ->
            dynamicTest(
                ROOT.relativize(page).toString(),
                () -> assertThat(links(page)).allSatisfy(link -> assertThat(link).exists())));
  }

  private static void isValid(JsonNode object) {
    var canary = Manifests.ok(Canary.parse(object));

    assertThat(canary.validate(CrossNamespaceRefs.ALLOWED)).isEqualTo(List.of());
    assertThat(strangers("", object, CrdFiles.schema("Canary"))).isEmpty();
  }

  /** Fields that the schema does not know: the API server would drop them without a word. */
  private static List<String> strangers(String path, JsonNode value, JsonNode schema) {
    var strangers = new ArrayList<String>();
    if (value.isArray()) {
      value.forEach(item -> strangers.addAll(strangers(path, item, schema.path("items"))));
    }
    if (value.isObject() && schema.has("properties") && !path.equals(".metadata")) {
      for (var field : value.properties()) {
        var inside = path + "." + field.getKey();
        if (schema.path("properties").has(field.getKey())) {
          var known = schema.path("properties").path(field.getKey());
          strangers.addAll(strangers(inside, field.getValue(), known));
        } else {
          strangers.add(inside);
        }
      }
    }
    return strangers;
  }

  private static DynamicTest test(Path page, JsonNode object, Runnable check) {
    return dynamicTest(ROOT.relativize(page) + " " + ObjectRef.of(object), check::run);
  }

  private static List<JsonNode> manifests(Path page) {
    return YAML.matcher(read(page))
        .results()
        .flatMap(block -> Stream.of(block.group(1).split("(?m)^---$", -1)))
        .<JsonNode>map(Yaml::object)
        .toList();
  }

  private static List<Path> links(Path page) {
    return LINK.matcher(read(page))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://"))
        .map(page::resolveSibling)
        .toList();
  }

  private static List<Path> pages() {
    try (var docs = Files.walk(ROOT.resolve("docs"));
        var top = Files.list(ROOT)) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
