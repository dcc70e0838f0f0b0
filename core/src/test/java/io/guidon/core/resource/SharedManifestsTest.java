package io.guidon.core.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The manifests that our users want to work, and the objects that Flagger leaves behind. Those that
 * Flagger's schema rejects can be read as well: they ask for more, not for nonsense.
 */
class SharedManifestsTest {

  @TestFactory
  Stream<DynamicTest> ofTheExamplesAreRead() {
    return areRead("examples");
  }

  @TestFactory
  Stream<DynamicTest> leftBehindByFlaggerAreRead() {
    return areRead("conformance/fixtures");
  }

  private static Stream<DynamicTest> areRead(String folder) {
    var tests = new ArrayList<DynamicTest>();
    Path root = Shared.folder(folder);
    for (Path file : Yaml.files(root)) {
      for (JsonNode object : Yaml.objects(file)) {
        String name = "%s %s".formatted(root.relativize(file), ObjectRef.of(object));
        switch (object.path("kind").asText()) {
          case "Canary" -> tests.add(dynamicTest(name, () -> isUsable(object)));
          case "MetricTemplate" ->
              tests.add(dynamicTest(name, () -> Manifests.ok(MetricTemplate.parse(object))));
          case "AlertProvider" ->
              tests.add(dynamicTest(name, () -> Manifests.ok(AlertProvider.parse(object))));
          default -> {}
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(10);
    return tests.stream();
  }

  private static void isUsable(JsonNode object) {
    var canary = Manifests.ok(Canary.parse(object));

    assertThat(canary.validate(CrossNamespaceRefs.ALLOWED)).isEqualTo(List.of());
  }
}
