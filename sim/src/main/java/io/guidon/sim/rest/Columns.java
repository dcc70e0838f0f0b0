package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.guidon.sim.rest.Tables.Column;
import io.guidon.sim.store.Trees;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Columns in the making. */
final class Columns {

  static final String NONE = "<none>";

  private final InstantSource clock;
  private final List<Column> columns = new ArrayList<>();

  /**
   * @param clock by which ages are told
   */
  Columns(InstantSource clock) {
    this.clock = clock;
  }

  List<Column> all() {
    return columns;
  }

  Columns name() {
    columns.add(
        new Column("Name", "string", "name", 0, object -> Trees.at(object, "metadata", "name")));
    return this;
  }

  Columns text(String name, Function<ObjectNode, String> cell) {
    return add(name, 0, cell);
  }

  /** Text that is always in the same place. */
  Columns text(String name, String... path) {
    return text(name, object -> Trees.text(object, path));
  }

  /** For wide tables only. */
  Columns wide(String name, Function<ObjectNode, String> cell) {
    return add(name, 1, cell);
  }

  Columns number(String name, ToIntFunction<ObjectNode> cell) {
    columns.add(
        new Column(name, "integer", "", 0, object -> IntNode.valueOf(cell.applyAsInt(object))));
    return this;
  }

  /** A number that is always in the same place; else 0. */
  Columns number(String name, String... path) {
    return number(name, object -> Trees.at(object, path).asInt());
  }

  Columns age() {
    return text("Age", object -> since(Trees.text(object, "metadata", "creationTimestamp")));
  }

  /** How long ago that was. */
  String since(String time) {
    return Ages.since(time, clock.instant());
  }

  private Columns add(String name, int priority, Function<ObjectNode, String> cell) {
    columns.add(
        new Column(name, "string", "", priority, object -> TextNode.valueOf(cell.apply(object))));
    return this;
  }

  static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  /** Labels as {@code a=b,c=d}. */
  static String pairs(JsonNode labels) {
    return orNone(
        labels.properties().stream()
            .map(label -> label.getKey() + "=" + label.getValue().asText())
            .sorted()
            .collect(Collectors.joining(",")));
  }

  /** One field of each object of a list. */
  static String joined(List<ObjectNode> objects, String field) {
    return objects.stream()
        .map(object -> Trees.text(object, field))
        .collect(Collectors.joining(","));
  }
}
