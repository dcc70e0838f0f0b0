package io.guidon.sim.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.sim.store.PatchType;
import io.guidon.sim.store.Trees;
import java.io.IOException;
import java.util.stream.Collectors;

/** Reads the bodies of requests and writes those of answers. */
final class Bodies {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private static final String OBJECTS =
      "application/json, application/yaml, application/vnd.kubernetes.protobuf";
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

  private Bodies() {}

  /** The object that is to be created or to replace one. */
  static ObjectNode object(Call call, Target target) {
    var tree =
        switch (call.mediaType()) {
          case "", "application/json" -> json(call, target.type().kind());
          case "application/yaml" -> yaml(call);
          case PROTOBUF -> Protobuf.object(call.body().bytes());
          default -> throw Refusal.unsupported(OBJECTS);
        };
    if (tree instanceof ObjectNode object) {
      if (call.parameter("fieldValidation").equals("Strict")) {
        refuseFieldsTwice(call, target.type().kind(), object);
      }
      return object;
    }
    throw Refusal.badRequest(
        "the object provided is unrecognized (must be of type %s): expected an object, found: %s"
            .formatted(target.type().kind(), tree));
  }

  private static void refuseFieldsTwice(Call call, String kind, ObjectNode object) {
    var twice = DuplicateFields.of(call.body().bytes());
    if (!twice.isEmpty()) {
      throw Refusal.badRequest(
          "%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
              .formatted(
                  kind,
                  Trees.text(object, "apiVersion").replaceFirst(".*/", ""),
                  kind,
                  twice.stream()
                      .map(path -> "duplicate field \"" + path + "\"")
                      .collect(Collectors.joining(", "))));
    }
  }

  /** What a PATCH brings. */
  static JsonNode patch(Call call, PatchType type) {
    try {
      return type == PatchType.APPLY ? yaml(call) : JSON.readTree(call.body().bytes());
    } catch (IOException e) {
      throw Refusal.badRequest("error decoding patch: " + e.getMessage());
    }
  }

  /** The options of a DELETE; an empty object where there are none. */
  static ObjectNode options(Call call) {
    if (call.body().isEmpty()) {
      return Trees.object();
    }
    var tree =
        switch (call.mediaType()) {
          case PROTOBUF -> Protobuf.object(call.body().bytes());
          case "application/yaml" -> yaml(call);
          default -> json(call, "DeleteOptions");
        };
    return tree instanceof ObjectNode object ? object : Trees.object();
  }

  static byte[] json(JsonNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  static byte[] yaml(JsonNode tree) {
    try {
      return YAML.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  private static JsonNode json(Call call, String kind) {
    try {
      return JSON.readTree(call.body().bytes());
    } catch (IOException e) {
      throw Refusal.badRequest(
          "the object provided is unrecognized (must be of type %s): couldn't get version/kind; json parse error: %s"
              .formatted(kind, e.getMessage()));
    }
  }

  private static JsonNode yaml(Call call) {
    try {
      return YAML.readTree(call.body().bytes());
    } catch (IOException e) {
      throw Refusal.badRequest("error converting YAML to JSON: " + e.getMessage());
    }
  }
}
