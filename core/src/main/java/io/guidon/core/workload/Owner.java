package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import java.util.Optional;

/** The Canary as owner of what is created for it (spec/workloads.md §2). */
public record Owner(String namespace, String name, String uid) {
  private static final String API_VERSION = "flagger.app/v1beta1";
  private static final String KIND = "Canary";

  public static Owner of(Canary canary) {
    return new Owner(canary.namespace(), canary.name(), canary.metadata().uid());
  }

  /** The content of {@code metadata.ownerReferences}. */
  public ArrayNode references() {
    var references = JsonNodeFactory.instance.arrayNode();
    references
        .addObject()
        .put("apiVersion", API_VERSION)
        .put("kind", KIND)
        .put("name", name)
        .put("uid", uid)
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    return references;
  }

  /**
   * The owners of an object with us as the one that controls it, in the place of any Canary of our
   * name.
   */
  ArrayNode added(JsonNode object) {
    var owners = references();
    for (var reference : object.path("metadata").path("ownerReferences")) {
      if (!reference.path("uid").asText().equals(uid) && !isNamesake(reference)) {
        ObjectNode other = reference.deepCopy();
        other.remove("controller");
        owners.add(other);
      }
    }
    return owners;
  }

  /** Whether the Canary controls the object. */
  boolean controls(JsonNode object) {
    return controller(object).path("uid").asText().equals(uid);
  }

  /**
   * Whether a Canary of this name controls the object: this one, or one that is gone, as when a
   * backup was restored.
   */
  boolean controlsByName(JsonNode object) {
    return isNamesake(controller(object));
  }

  private static JsonNode controller(JsonNode object) {
    for (var reference : object.path("metadata").path("ownerReferences")) {
      if (reference.path("controller").asBoolean()) {
        return reference;
      }
    }
    return MissingNode.getInstance();
  }

  private boolean isNamesake(JsonNode reference) {
    return reference.path("kind").asText().equals(KIND)
        && reference.path("name").asText().equals(name);
  }

  /**
   * The merge patch that puts us in the place of a Canary of our name that is gone; empty if there
   * is none. The garbage collector deletes what only the gone own, and no apply can add a second
   * owner that controls.
   */
  public Optional<ObjectNode> succeeding(JsonNode object) {
    if (!controlsByName(object) || controls(object)) {
      return Optional.empty();
    }
    var merge = JsonNodeFactory.instance.objectNode();
    merge.putObject("metadata").set("ownerReferences", added(object));
    return Optional.of(merge);
  }

  /**
   * The merge patch, to be fenced by the resourceVersion, that lets an object outlive the Canary;
   * empty if it does anyway.
   */
  public ObjectNode releasing(JsonNode object) {
    var present = object.path("metadata").path("ownerReferences");
    var others = JsonNodeFactory.instance.arrayNode();
    for (var reference : present) {
      if (!reference.path("uid").asText().equals(uid)) {
        others.add(reference.deepCopy());
      }
    }
    var merge = JsonNodeFactory.instance.objectNode();
    if (others.size() < present.size()) {
      merge.putObject("metadata").set("ownerReferences", others);
    }
    return merge;
  }
}
