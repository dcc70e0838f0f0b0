package io.guidon.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.sim.store.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/** CustomResourceDefinitions to install. */
final class Definitions {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private Definitions() {}

  /** Those of the Gateway API that the simulated gateway knows. */
  static List<ObjectNode> gatewayApi() {
    try (var in = Definitions.class.getResourceAsStream("gateway-api.yaml")) {
      // Written with anchors, which only the parser below Jackson follows.
      JsonNode list = JSON.valueToTree(new Yaml().<Object>load(in));
      return Trees.objects(list, "items");
    } catch (IOException e) {
      throw new UncheckedIOException("the definitions of the Gateway API cannot be read", e);
    }
  }

  /** All that lie in a folder. */
  static List<ObjectNode> in(Path folder) {
    var found = new ArrayList<ObjectNode>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(some -> some.toString().endsWith(".yaml")).sorted().toList()) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
          while (documents.hasNext()) {
            if (documents.next() instanceof ObjectNode definition) {
              found.add(definition);
            }
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("the definitions in " + folder + " cannot be read", e);
    }
  }
}
