package io.guidon.core.analysis.template;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A value inside a template: what a function returns or a literal denotes. Lists do not exist, as
 * no function of a query gives one.
 */
public sealed interface Value {

  /** No value: the root data of every query, and the literal {@code nil}. */
  Value NIL = new Nil();

  /** What {@code if}, {@code with}, {@code and}, {@code or} and {@code not} see in it. */
  boolean isTrue();

  /** The name of its type in Go. */
  String type();

  record Nil() implements Value {
    @Override
    public boolean isTrue() {
      return false;
    }

    @Override
    public String type() {
      return "<nil>";
    }
  }

  record Text(String text) implements Value {
    @Override
    public boolean isTrue() {
      return !text.isEmpty();
    }

    @Override
    public String type() {
      return "string";
    }
  }

  /**
   * A whole number.
   *
   * @param type {@code int}, or {@code uint8} for a byte of a text
   */
  record Whole(long number, String type) implements Value {
    @Override
    public boolean isTrue() {
      return number != 0;
    }
  }

  record Real(double number) implements Value {
    @Override
    public boolean isTrue() {
      return number != 0;
    }

    @Override
    public String type() {
      return "float64";
    }
  }

  record Truth(boolean isTrue) implements Value {
    @Override
    public String type() {
      return "bool";
    }
  }

  /** Texts by key, iterated in the order of the keys. */
  record Mapping(SortedMap<String, String> entries) implements Value {
    public Mapping {
      entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    @Override
    public boolean isTrue() {
      return !entries.isEmpty();
    }

    @Override
    public String type() {
      return "map[string]string";
    }
  }

  static Value text(String text) {
    return new Text(text);
  }

  static Value mapping(Map<String, String> entries) {
    return new Mapping(new TreeMap<>(entries));
  }

  static Value whole(long number) {
    return new Whole(number, "int");
  }
}
