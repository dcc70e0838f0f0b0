package io.guidon.sim.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TutorialTest {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path DOCS = Path.of(System.getProperty("guidon.root"), "docs", "tutorial");
  private static final Path SHARED =
      Path.of(System.getProperty("guidon.shared"), "examples", "tutorial");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-prerequisites.yaml",
        "gateway.yaml",
        "metric-templates.yaml",
        "podinfo-canary.yaml"
      })
  void isTheTutorialToTheLetter(String file) throws IOException {
    assertThat(documents(DOCS.resolve(file))).isEqualTo(documents(SHARED.resolve(file)));
  }

  @Test
  void isMadeShortByTheOverlayAndByNothingElse() throws IOException {
    var original =
        documents(DOCS.resolve("podinfo-canary.yaml")).stream()
            .map(ObjectNode.class::cast)
            .filter(object -> ObjectRef.of(object).equals(Tutorial.CANARY))
            .findFirst()
            .orElseThrow();

    var applied =
        Tutorial.read(DOCS).objects().stream()
            .filter(object -> ObjectRef.of(object).equals(Tutorial.CANARY))
            .findFirst()
            .orElseThrow();

    Trees.need(original, "spec", "analysis").put("interval", "10s").put("threshold", 2);
    assertThat(applied).isEqualTo(original);
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    try (var found = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      return found.readAll().stream().filter(JsonNode::isObject).toList();
    }
  }
}
