package io.guidon.operator.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Parsed;

/** Canaries with receivers, written as the JSON of {@code spec.analysis}. */
final class Canaries {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Canaries() {}

  static ObjectRef ref(Canary canary) {
    return new ObjectRef("flagger.app/v1beta1", "Canary", canary.namespace(), canary.name());
  }

  static Canary canary(String name, String analysis) {
    return canary(name, "uid-" + name, analysis);
  }

  static Canary canary(String name, String uid, String analysis) {
    var tree =
        json(
            """
            {"metadata": {"name": "%s", "namespace": "test", "uid": "%s"},
             "spec": {"targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "%s"},
                      "service": {"port": 80}, "analysis": %s}}
            """
                .formatted(name, uid, name, analysis));
    return switch (Canary.parse(tree)) {
      case Parsed.Ok<Canary>(Canary canary) -> canary;
      case Parsed.Invalid<Canary> invalid -> throw new AssertionError(invalid.problems());
    };
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }
}
