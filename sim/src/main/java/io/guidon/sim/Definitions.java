package io.guidon.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/** What there is in a cluster before anybody uses it: namespaces and CustomResourceDefinitions. */
public final class Definitions {

  private static final List<String> NAMESPACES =
      List.of("default", "kube-node-lease", "kube-public", "kube-system");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private Definitions() {}

  /**
   * Installs them, the Gateway API too.
   *
   * @param crds a folder with further definitions
   */
  public static void install(ApiStore store, Path crds) {
    var system = store.client("kube-apiserver");
    NAMESPACES.forEach(name -> system.create(namespace(name)));
    gatewayApi().forEach(system::create);
    in(crds).forEach(system::create);
  }

  private static ObjectNode namespace(String name) {
    var namespace = Trees.object().put("apiVersion", "v1").put("kind", "Namespace");
    namespace.putObject("metadata").put("name", name);
    return namespace;
  }

  /** Those of the Gateway API that the simulated gateway knows. */
  private static List<ObjectNode> gatewayApi() {
    try (var in = Definitions.class.getResourceAsStream("gateway-api.yaml")) {
      // Written with anchors, which only the parser below Jackson follows.
      JsonNode list = JSON.valueToTree(new Yaml().<Object>load(in));
      return Trees.objects(list, "items");
    } catch (IOException e) {
      throw new UncheckedIOException("the definitions of the Gateway API cannot be read", e);
    }
  }

  /** All that lie in a folder. */
  private static List<ObjectNode> in(Path folder) {
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
