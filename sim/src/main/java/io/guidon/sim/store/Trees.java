package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reading and making JSON trees of objects. */
public final class Trees {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Trees() {}

  public static ObjectNode object() {
    return NODES.objectNode();
  }

  public static ArrayNode array() {
    return NODES.arrayNode();
  }

  /** What is found under the field names, or a missing node. */
  public static JsonNode at(JsonNode tree, String... path) {
    JsonNode node = tree;
    for (String field : path) {
      node = node.path(field);
    }
    return node;
  }

  public static String text(JsonNode tree, String... path) {
    return at(tree, path).asText("");
  }

  /** The object under the field names; empty if there is none. */
  public static Optional<ObjectNode> objectAt(JsonNode tree, String... path) {
    return at(tree, path) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  /** The object under the field names, made if there is none. */
  public static ObjectNode need(ObjectNode tree, String... path) {
    ObjectNode node = tree;
    for (String field : path) {
      node = node.get(field) instanceof ObjectNode child ? child : node.putObject(field);
    }
    return node;
  }

  /** The objects in the list under the field names; none if there is no list. */
  public static List<ObjectNode> objects(JsonNode tree, String... path) {
    var found = new ArrayList<ObjectNode>();
    for (JsonNode item : at(tree, path)) {
      if (item instanceof ObjectNode object) {
        found.add(object);
      }
    }
    return found;
  }

  public static List<String> texts(JsonNode tree, String... path) {
    var found = new ArrayList<String>();
    at(tree, path).forEach(item -> found.add(item.asText()));
    return found;
  }

  /** A deep copy in which equal numbers are equal nodes, as if it had been sent as JSON. */
  public static ObjectNode copy(ObjectNode tree) {
    return (ObjectNode) copyOf(tree);
  }

  /** A copy of any node, see {@link #copy}. */
  static JsonNode copyOf(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var copy = object();
      object.properties().forEach(field -> copy.set(field.getKey(), copyOf(field.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode list) {
      var copy = array();
      list.forEach(item -> copy.add(copyOf(item)));
      return copy;
    }
    if (node.isIntegralNumber()) {
      return node.canConvertToInt()
          ? IntNode.valueOf(node.intValue())
          : NODES.numberNode(node.longValue());
    }
    return node.isNumber() ? NODES.numberNode(node.doubleValue()) : node;
  }

  /** A copy of {@code tree} as {@code change} leaves it. */
  public static ObjectNode with(ObjectNode tree, Consumer<ObjectNode> change) {
    var copy = copy(tree);
    change.accept(copy);
    return copy;
  }

  /** A time as Kubernetes writes it: RFC 3339, whole seconds, UTC. */
  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A text in quotation marks, as JSON has it. */
  static String quoted(String text) {
    return NODES.textNode(text).toString();
  }

  static boolean isAbsent(JsonNode node) {
    return node instanceof MissingNode || node.isNull();
  }

  static void putIfAbsent(ObjectNode tree, String field, String value) {
    if (isAbsent(tree.path(field))) {
      tree.put(field, value);
    }
  }

  static void putIfAbsent(ObjectNode tree, String field, int value) {
    if (isAbsent(tree.path(field))) {
      tree.put(field, value);
    }
  }

  static void putEmptyIfAbsent(ObjectNode tree, String field) {
    if (isAbsent(tree.path(field))) {
      tree.putObject(field);
    }
  }
}
