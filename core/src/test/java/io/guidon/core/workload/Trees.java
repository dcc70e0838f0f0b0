package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Trees for tests: from text, from this module's test resources, from the shared conformance data.
 */
final class Trees {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Trees() {}

  static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode object(String yaml) {
    return (ObjectNode) yaml(yaml);
  }

  /** The documents of a YAML text. */
  static List<JsonNode> documents(String text) {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return values.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Canary canary(JsonNode tree) {
    return switch (Canary.parse(tree)) {
      case Parsed.Ok<Canary>(Canary canary) -> canary;
      case Parsed.Invalid<Canary> invalid -> throw new IllegalArgumentException(invalid.toString());
    };
  }

  /** The document of that kind. */
  static Optional<JsonNode> ofKind(List<JsonNode> documents, String kind) {
    return documents.stream().filter(it -> it.path("kind").asText().equals(kind)).findFirst();
  }

  static Optional<JsonNode> named(List<JsonNode> documents, String kind, String name) {
    return documents.stream()
        .filter(it -> it.path("kind").asText().equals(kind))
        .filter(it -> it.path("metadata").path("name").asText().equals(name))
        .findFirst();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(String resource) {
    try (var stream = Trees.class.getResourceAsStream(resource)) {
      return new String(
              Objects.requireNonNull(stream, resource).readAllBytes(),
              java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path resources() {
    return Path.of(
        System.getProperty("guidon.root"), "core/src/test/resources/io/guidon/core/workload");
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the shared conformance data; empty where that folder is not beside the project. */
  static Optional<Path> shared(String path) {
    return Optional.of(Path.of(System.getProperty("guidon.shared"), path)).filter(Files::exists);
  }
}
