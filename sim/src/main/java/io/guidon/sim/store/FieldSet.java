package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of field paths, in the form of {@code metadata.managedFields}: a trie whose edges are
 * {@code f:name} (a field), <code>k:{"name":"x"}</code> (an item of a list with keys) or {@code
 * v:"x"} (an item of a set). Immutable.
 *
 * @param member whether the path that leads here is itself in the set
 */
record FieldSet(boolean member, SortedMap<String, FieldSet> children) {

  static final FieldSet NONE = new FieldSet(false, Collections.emptySortedMap());
  static final FieldSet LEAF = new FieldSet(true, Collections.emptySortedMap());

  FieldSet {
    children = Collections.unmodifiableSortedMap(new TreeMap<>(children));
  }

  /** The set with these children; those that are empty are left out. */
  static FieldSet of(boolean member, Map<String, FieldSet> children) {
    var kept = new TreeMap<>(children);
    kept.values().removeIf(FieldSet::isEmpty);
    return kept.isEmpty() ? (member ? LEAF : NONE) : new FieldSet(member, kept);
  }

  static FieldSet parse(JsonNode fieldsV1) {
    var children = new TreeMap<String, FieldSet>();
    fieldsV1.properties().stream()
        .filter(entry -> !entry.getKey().equals("."))
        .forEach(entry -> children.put(entry.getKey(), parse(entry.getValue())));
    return of(children.isEmpty() || fieldsV1.has("."), children);
  }

  /** The set as {@code fieldsV1}. */
  ObjectNode toFieldsV1() {
    var tree = Trees.object();
    if (member && !children.isEmpty()) {
      tree.putObject(".");
    }
    children.forEach((edge, child) -> tree.set(edge, child.toFieldsV1()));
    return tree;
  }

  boolean isEmpty() {
    return !member && children.isEmpty();
  }

  FieldSet at(String edge) {
    return children.getOrDefault(edge, NONE);
  }

  FieldSet asMember() {
    return member ? this : of(true, children);
  }

  FieldSet without(String edge) {
    var kept = new TreeMap<>(children);
    kept.remove(edge);
    return of(member, kept);
  }

  FieldSet union(FieldSet other) {
    if (other.isEmpty()) {
      return this;
    }
    var all = new TreeMap<>(children);
    other.children.forEach((edge, child) -> all.merge(edge, child, FieldSet::union));
    return of(member || other.member, all);
  }

  /**
   * The paths of this set that {@code other} does not contain; what lies below a path of {@code
   * other} stays.
   */
  FieldSet difference(FieldSet other) {
    if (other.isEmpty()) {
      return this;
    }
    var left = new TreeMap<String, FieldSet>();
    children.forEach((edge, child) -> left.put(edge, child.difference(other.at(edge))));
    return of(member && !other.member, left);
  }

  FieldSet intersection(FieldSet other) {
    var shared = new TreeMap<String, FieldSet>();
    children.forEach((edge, child) -> shared.put(edge, child.intersection(other.at(edge))));
    return of(member && other.member, shared);
  }

  /** The set with every field added that only stands on the way to a path of the set. */
  FieldSet withFieldsOnTheWay() {
    var all = new TreeMap<String, FieldSet>();
    children.forEach((edge, child) -> {
      var deeper = child.withFieldsOnTheWay();
      all.put(edge, edge.startsWith("f:") ? deeper.asMember() : deeper);
    });
    return of(member, all);
  }

  /** The paths as people read them: {@code .spec.containers[name="web"].image}. */
  List<String> paths() {
    var found = new ArrayList<String>();
    collect("", found);
    return found;
  }

  private void collect(String here, List<String> found) {
    if (member) {
      found.add(here);
    }
    children.forEach((edge, child) -> child.collect(here + readable(edge), found));
  }

  /** One edge as people read it. */
  static String readable(String edge) {
    String name = edge.substring(2);
    return switch (edge.charAt(0)) {
      case 'f' -> "." + name;
      case 'k' -> keys(name);
      default -> "[=" + name + "]";
    };
  }

  private static String keys(String json) {
    return "[" + json.substring(1, json.length() - 1).replaceAll("\"([^\"]+)\":", "$1=") + "]";
  }

  /** The set below a list of fields. */
  Optional<FieldSet> below(String... fields) {
    FieldSet here = this;
    for (String field : fields) {
      here = here.at("f:" + field);
    }
    return here.isEmpty() ? Optional.empty() : Optional.of(here);
  }
}
