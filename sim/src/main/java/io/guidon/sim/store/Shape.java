package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a part of an object behaves when several managers write to it: the list and map types of
 * Kubernetes' schemas ({@code x-kubernetes-list-type} and so on). What no shape is given for is
 * {@link Fields#PLAIN}.
 */
sealed interface Shape {

  /** Owned and replaced as a whole. */
  record Atomic() implements Shape {}

  /** Fields of their own, some with a shape that is not the usual one. */
  record Fields(Map<String, Shape> shapes) implements Shape {
    /** Objects field by field, lists as a whole. */
    static final Fields PLAIN = new Fields(Map.of());

    public Fields {
      shapes = Map.copyOf(shapes);
    }

    Shape of(String field) {
      return shapes.getOrDefault(field, PLAIN);
    }
  }

  /** A list whose items are told apart by a key. */
  record Items(ItemKey key, Shape item) implements Shape {}

  /**
   * The parts of {@code node} that are owned one by one, by their edge in a {@link FieldSet}, with
   * the shape of each; none for what is owned as a whole.
   */
  default Map<String, Part> parts(JsonNode node) {
    var parts = new LinkedHashMap<String, Part>();
    switch (this) {
      case Fields fields when node instanceof ObjectNode object ->
          object
              .properties()
              .forEach(field ->
                  parts.put(
                      "f:" + field.getKey(),
                      new Part(field.getKey(), field.getValue(), fields.of(field.getKey()))));
      case Items items when node instanceof ArrayNode list ->
          list.forEach(item -> parts.put(items.key().edge(item), new Part("", item, items.item())));
      case Fields fields -> {}
      case Items items -> {}
      case Atomic atomic -> {}
    }
    return parts;
  }

  /** Whether {@code node} is taken apart here; what is not is a leaf. */
  default boolean takesApart(JsonNode node) {
    return switch (this) {
      case Fields fields -> node.isObject();
      case Items items -> node.isArray();
      case Atomic atomic -> false;
    };
  }

  /**
   * A part that is owned by itself.
   *
   * @param name of the field; empty for an item of a list
   */
  record Part(String name, JsonNode value, Shape shape) {}
}
