package io.guidon.sim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kinds consist of that are compiled into the API server: which fields they have, and of
 * which type. The table is {@code structs.yaml}, which {@code structs/record.py} of the tests
 * writes from the OpenAPI documents of Kubernetes 1.36.
 */
public final class Structs {

  private static final Map<String, Map<String, String>> FIELDS = new HashMap<>();
  private static final Map<String, String> KINDS = new HashMap<>();

  static {
    try (var table = Structs.class.getResourceAsStream("structs.yaml")) {
      var tree = new YAMLMapper().readTree(table);
      tree.path("kinds")
          .properties()
          .forEach(kind -> KINDS.put(kind.getKey(), kind.getValue().asText()));
      tree.path("structs")
          .properties()
          .forEach(struct -> FIELDS.put(struct.getKey(), fields(struct.getValue())));
    } catch (IOException e) {
      throw new UncheckedIOException("the table of the built-in kinds", e);
    }
  }

  private final String root;

  private Structs(String root) {
    this.root = root;
  }

  /** Empty if the kind is not compiled in. */
  public static Optional<Structs> of(String apiVersion, String kind) {
    return Optional.ofNullable(KINDS.get(apiVersion + " " + kind)).map(Structs::new);
  }

  /**
   * Takes out what the kind does not have, and writes quantities in their one form.
   *
   * @return where that was, such as {@code spec.replica}
   */
  public List<String> prune(ObjectNode tree) {
    return reading(tree).unknown();
  }

  /** Why the tree cannot be such an object at all, in the words of Go's decoder. */
  public Optional<String> unreadable(JsonNode tree) {
    return reading(tree.deepCopy()).problem();
  }

  private StructReading reading(JsonNode tree) {
    var reading = new StructReading();
    reading.read(tree, root);
    return reading;
  }

  /** The types of the fields of a struct by their names; empty if there is no such struct. */
  static Optional<Map<String, String>> struct(String type) {
    return Optional.ofNullable(FIELDS.get(type));
  }

  private static Map<String, String> fields(JsonNode struct) {
    var fields = new HashMap<String, String>();
    struct.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    return Map.copyOf(fields);
  }
}
