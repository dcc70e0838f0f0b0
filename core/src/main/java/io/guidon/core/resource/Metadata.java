package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The part of {@code metadata} that we read. Texts that are missing are empty, a missing generation
 * is 0.
 *
 * @param deletionTimestamp since when the object is being deleted; it stays until its finalizers
 *     are gone
 */
public record Metadata(
    String name,
    String namespace,
    String uid,
    String resourceVersion,
    long generation,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> finalizers,
    Optional<Instant> deletionTimestamp) {

  public Metadata {
    labels = SortedMaps.copyOf(labels);
    annotations = SortedMaps.copyOf(annotations);
    finalizers = List.copyOf(finalizers);
  }

  /**
   * Reads the metadata of a whole object. The API server checks this part itself, so that anything
   * of the wrong form is left out.
   */
  public static Metadata of(JsonNode tree) {
    JsonNode metadata = tree.path("metadata");
    return new Metadata(
        metadata.path("name").asText(),
        metadata.path("namespace").asText(),
        metadata.path("uid").asText(),
        metadata.path("resourceVersion").asText(),
        metadata.path("generation").asLong(),
        texts(metadata.path("labels")),
        texts(metadata.path("annotations")),
        finalizers(metadata.path("finalizers")),
        time(metadata.path("deletionTimestamp")));
  }

  /** Reads the metadata of one of our resources, which must have a name. */
  static Metadata read(Field object, JsonNode tree) {
    object.at("metadata").object(metadata -> metadata.at("name").nonEmptyText());
    return of(tree);
  }

  public boolean isBeingDeleted() {
    return deletionTimestamp.isPresent();
  }

  /** A time as the API server writes it (RFC 3339), empty where there is none. */
  static Optional<Instant> time(JsonNode node) {
    try {
      return node.isTextual() ? Optional.of(Instant.parse(node.textValue())) : Optional.empty();
    } catch (DateTimeParseException malformed) {
      return Optional.empty();
    }
  }

  /** The entries whose value is a text. */
  static Map<String, String> texts(JsonNode node) {
    var texts = new TreeMap<String, String>();
    node.properties()
        .forEach(entry -> {
          if (entry.getValue().isTextual()) {
            texts.put(entry.getKey(), entry.getValue().textValue());
          }
        });
    return texts;
  }

  private static List<String> finalizers(JsonNode node) {
    var finalizers = new ArrayList<String>();
    node.forEach(item -> {
      if (item.isTextual()) {
        finalizers.add(item.textValue());
      }
    });
    return finalizers;
  }
}
