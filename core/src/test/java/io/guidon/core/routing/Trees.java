package io.guidon.core.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.StreamSupport;

/** Manifests of routing tests, as trees and as records. */
final class Trees {
  private static final YAMLMapper YAML = new YAMLMapper();

  private Trees() {}

  static ObjectNode read(Path file) {
    try {
      return (ObjectNode) YAML.readTree(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file.toString(), unreadable);
    }
  }

  static ObjectNode object(String yaml) {
    try {
      return (ObjectNode) YAML.readTree(yaml);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /** The items of a {@code kind: List}, of one kind. */
  static List<ObjectNode> items(ObjectNode list, String kind) {
    return StreamSupport.stream(list.path("items").spliterator(), false)
        .filter(item -> item.path("kind").asText().equals(kind))
        .map(ObjectNode.class::cast)
        .toList();
  }

  static Canary canary(JsonNode tree) {
    return switch (Canary.parse(tree)) {
      case Parsed.Ok<Canary>(Canary canary) -> canary;
      case Parsed.Invalid<Canary> invalid -> throw new AssertionError("not valid: " + invalid);
    };
  }

  static ObservedRoutes observed(List<ObjectNode> objects) {
    var byRef = new HashMap<ObjectRef, ObjectNode>();
    objects.forEach(object -> byRef.put(ObjectRef.of(object), object));
    return new ObservedRoutes(byRef);
  }

  /** Lines inside {@code spec.service} of a Canary of the Gateway API. */
  static Canary withService(String lines) {
    return canary(
        object(
            """
            apiVersion: flagger.app/v1beta1
            kind: Canary
            metadata: {name: podinfo, namespace: test, uid: 702edf0b-e636-4ae0-a5b3-9e8442eaa09b}
            spec:
              provider: gatewayapi:v1
              targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
              analysis: {interval: 1m, threshold: 5, stepWeight: 10}
              service:
                port: 9898
            """
                + lines.indent(4)));
  }
}
