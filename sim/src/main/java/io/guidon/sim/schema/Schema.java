package io.guidon.sim.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A structural schema: the whole one of a version of a custom resource, or a part of it. */
public final class Schema {

  private final JsonNode tree;
  private final SortedMap<String, Schema> properties = new TreeMap<>();
  private final Optional<Pattern> pattern;
  private final Optional<Schema> items;
  private final Optional<Schema> additional;

  private Schema(JsonNode tree) {
    this.tree = tree;
    tree.path("properties")
        .properties()
        .forEach(property -> properties.put(property.getKey(), new Schema(property.getValue())));
    this.pattern =
        tree.has("pattern")
            ? Optional.of(Pattern.compile(tree.path("pattern").asText()))
            : Optional.empty();
    this.items = part("items");
    this.additional = part("additionalProperties");
  }

  /**
   * The schema of a version.
   *
   * @param openApiV3Schema as a CustomResourceDefinition has it
   */
  public static Schema of(ObjectNode openApiV3Schema) {
    return new Schema(openApiV3Schema);
  }

  /** The document, not to be changed. */
  public JsonNode tree() {
    return tree;
  }

  /** Its fields, by name. */
  public SortedMap<String, Schema> properties() {
    return Collections.unmodifiableSortedMap(properties);
  }

  /** What each item of the list is; empty if it is none. */
  public Optional<Schema> items() {
    return items;
  }

  /** What the values of the map are; empty if it is none. */
  public Optional<Schema> additional() {
    return additional;
  }

  /** The schema of a field, if it has one. */
  public Optional<Schema> of(String field) {
    return Optional.ofNullable(properties.get(field)).or(() -> additional);
  }

  /** {@code x-kubernetes-list-type}; atomic where nothing is said. */
  public String listType() {
    return tree.path("x-kubernetes-list-type").asText("atomic");
  }

  /** {@code x-kubernetes-map-type}; granular where nothing is said. */
  public String mapType() {
    return tree.path("x-kubernetes-map-type").asText("granular");
  }

  /** The fields by which the items of a list of type map are told apart. */
  public List<String> listMapKeys() {
    var keys = new ArrayList<String>();
    tree.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
    return keys;
  }

  Optional<Pattern> pattern() {
    return pattern;
  }

  /** Whether it or a part of it has rules in CEL. */
  boolean hasRules() {
    return tree.has("x-kubernetes-validations")
        || properties.values().stream().anyMatch(Schema::hasRules)
        || items.filter(Schema::hasRules).isPresent()
        || additional.filter(Schema::hasRules).isPresent();
  }

  boolean is(String flag) {
    return tree.path(flag).asBoolean();
  }

  boolean keepsUnknown() {
    return is("x-kubernetes-preserve-unknown-fields");
  }

  /** A whole Kubernetes object within another one. */
  boolean isEmbedded() {
    return is("x-kubernetes-embedded-resource");
  }

  /** Takes out what the schema does not know; gives the paths of it, in alphabetical order. */
  public List<String> prune(ObjectNode object) {
    var pruning = new Pruning();
    pruning.root(object, this);
    return pruning.found();
  }

  /** Fills in what is not said. */
  public void fillDefaults(ObjectNode object) {
    Filling.fill(object, this);
  }

  /** What is wrong with it, each as {@code path: what}; empty if it is valid. */
  public List<String> problems(ObjectNode object) {
    var checking = new Checking();
    checking.root(object, this);
    return checking.problems();
  }

  private Optional<Schema> part(String field) {
    var part = tree.path(field);
    return part.isObject() ? Optional.of(new Schema(part)) : Optional.empty();
  }
}
