package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One field of a manifest, given or not, and the place where it stands. A field with the wrong form
 * is noted as a problem and replaced by a placeholder, so that one pass finds all problems. {@code
 * null} counts as not given. Nothing in here throws.
 */
final class Field {
  private static final int LONGEST_QUOTE = 60;

  private final String path;
  private final JsonNode node;
  private final List<Problem> problems;

  private Field(String path, JsonNode node, List<Problem> problems) {
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  /** Reads a whole object. */
  static <T> Parsed<T> parse(JsonNode tree, Function<Field, T> reader) {
    var problems = new ArrayList<Problem>();
    T value = new Field("", tree, problems).object(reader);
    return problems.isEmpty() ? new Parsed.Ok<>(value) : new Parsed.Invalid<>(problems);
  }

  /** The field {@code name} of this object. */
  Field at(String name) {
    return new Field(path.isEmpty() ? name : path + "." + name, node.path(name), problems);
  }

  boolean isGiven() {
    return !node.isMissingNode() && !node.isNull();
  }

  boolean isText() {
    return node.isTextual();
  }

  /** Notes that this field is not what it must be. */
  void expected(String what) {
    problems.add(new Problem.Malformed(path, found(), what));
  }

  /** A text that must be given; it may be empty. */
  String text() {
    if (!node.isTextual()) {
      expected("a text");
    }
    return node.asText();
  }

  /** A text that must be given and not be empty. */
  String nonEmptyText() {
    if (!node.isTextual() || node.textValue().isEmpty()) {
      expected("a text that is not empty");
    }
    return node.asText();
  }

  /** A text that may be empty, or {@code ifAbsent}. */
  String textOr(String ifAbsent) {
    return isGiven() ? text() : ifAbsent;
  }

  /** A text that may be left out; an empty text counts as left out, as in Go. */
  Optional<String> optionalText() {
    return Optional.of(textOr("")).filter(text -> !text.isEmpty());
  }

  /** A whole number that must be given; {@code 2.0} is one, {@code 2.5} is not. */
  int integer() {
    if (!node.isNumber() || !node.canConvertToExactIntegral()) {
      expected("a whole number");
      return 0;
    }
    if (!node.canConvertToInt()) {
      expected("a whole number of at most 32 bits");
      return 0;
    }
    return node.intValue();
  }

  int integerOr(int ifAbsent) {
    return isGiven() ? integer() : ifAbsent;
  }

  OptionalInt optionalInteger() {
    return isGiven() ? OptionalInt.of(integer()) : OptionalInt.empty();
  }

  double number() {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      expected("a number");
      return 0;
    }
    return node.doubleValue();
  }

  OptionalDouble optionalNumber() {
    return isGiven() ? OptionalDouble.of(number()) : OptionalDouble.empty();
  }

  /** True or false; false when it is not given. */
  boolean flag() {
    if (isGiven() && !node.isBoolean()) {
      expected("true or false");
    }
    return node.booleanValue();
  }

  /** One of a fixed set of texts. */
  <E extends WireNamed> E oneOf(E[] values) {
    for (E value : values) {
      if (node.isTextual() && node.textValue().equals(value.wireName())) {
        return value;
      }
    }
    expected(
        Arrays.stream(values)
            .map(value -> '"' + value.wireName() + '"')
            .collect(Collectors.joining(", ", "one of ", "")));
    return values[0];
  }

  /** One of a fixed set of texts, or nothing; an empty text counts as nothing, as in Go. */
  <E extends WireNamed> Optional<E> optionalOneOf(E[] values) {
    boolean leftOut = !isGiven() || (node.isTextual() && node.textValue().isEmpty());
    return leftOut ? Optional.empty() : Optional.of(oneOf(values));
  }

  /** An object that must be given. */
  <T> T object(Function<Field, T> reader) {
    if (node.isObject()) {
      return reader.apply(this);
    }
    expected("an object");
    // The placeholder is read too, but what it lacks is no further problem.
    return reader.apply(new Field(path, JsonNodeFactory.instance.objectNode(), new ArrayList<>()));
  }

  <T> Optional<T> optionalObject(Function<Field, T> reader) {
    return isGiven() ? Optional.of(object(reader)) : Optional.empty();
  }

  /** An object that counts as empty when it is not given. */
  <T> T objectOrEmpty(Function<Field, T> reader) {
    return isGiven()
        ? object(reader)
        : reader.apply(new Field(path, JsonNodeFactory.instance.objectNode(), problems));
  }

  /** An object that is kept as it is. */
  Optional<JsonNode> optionalTree() {
    return optionalObject(object -> object.node);
  }

  /** A list that counts as empty when it is not given. */
  <T> List<T> list(Function<Field, T> reader) {
    if (isGiven() && !node.isArray()) {
      expected("a list");
      return List.of();
    }
    var items = new ArrayList<T>(node.size());
    for (int index = 0; index < node.size(); index++) {
      items.add(reader.apply(new Field(path + "[" + index + "]", node.path(index), problems)));
    }
    return List.copyOf(items);
  }

  List<String> texts() {
    return list(Field::text);
  }

  <T> List<T> objects(Function<Field, T> reader) {
    return list(item -> item.object(reader));
  }

  /** A map that counts as empty when it is not given. */
  <T> Map<String, T> map(Function<Field, T> reader) {
    if (isGiven() && !node.isObject()) {
      expected("an object");
      return Map.of();
    }
    var entries = new LinkedHashMap<String, T>();
    node.properties()
        .forEach(entry ->
            entries.put(
                entry.getKey(),
                reader.apply(
                    new Field(path + "[" + entry.getKey() + "]", entry.getValue(), problems))));
    return SortedMaps.copyOf(entries);
  }

  Map<String, String> textMap() {
    return map(Field::text);
  }

  private String found() {
    if (!isGiven()) {
      return "nothing";
    }
    String json = node.toString();
    return json.length() <= LONGEST_QUOTE ? json : json.substring(0, LONGEST_QUOTE) + "...";
  }
}
