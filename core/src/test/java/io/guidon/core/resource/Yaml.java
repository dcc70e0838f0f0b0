package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Manifests as trees. */
final class Yaml {
  private static final YAMLMapper MAPPER = new YAMLMapper(new YAMLFactory());

  private Yaml() {}

  static ObjectNode object(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /** All objects of a file; those inside of lists too. */
  static List<JsonNode> objects(Path file) {
    try (var documents = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      var objects = new ArrayList<JsonNode>();
      documents.forEachRemaining(document -> {
        if (document.path("kind").asText().equals("List")) {
          document.path("items").forEach(objects::add);
        } else {
          objects.add(document);
        }
      });
      return objects;
    } catch (IOException malformed) {
      throw new UncheckedIOException(file.toString(), malformed);
    }
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
