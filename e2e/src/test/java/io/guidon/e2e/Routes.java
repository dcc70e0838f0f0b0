package io.guidon.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.guidon.core.resource.ObjectRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Routing objects of one namespace, as trees, and those who write them: Guidon, people, gateways.
 */
final class Routes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private final KubernetesClient client;
  private final String namespace;

  Routes(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  static ObjectNode read(Path file) {
    try {
      return (ObjectNode) YAML.readTree(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file.toString(), unreadable);
    }
  }

  /** A copy of the object, in this namespace. */
  ObjectNode placed(ObjectNode object) {
    var placed = object.deepCopy();
    placed.withObject("/metadata").put("namespace", namespace);
    return placed;
  }

  /** As Guidon applies; unknown fields are refused, so that none is lost in silence. */
  ObjectNode apply(ObjectNode configuration) {
    return applyAs("guidon", configuration);
  }

  /** Makes {@code manager} the owner of all fields. */
  ObjectNode applyAs(String manager, ObjectNode configuration) {
    var apply =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .withForce(true)
            .withFieldValidation("Strict")
            .build();
    var generic = generic(configuration);
    return tree(client.resource(generic).patch(apply, generic));
  }

  Optional<ObjectNode> find(ObjectRef ref) {
    return Optional.ofNullable(resource(ref).get()).map(Routes::tree);
  }

  ObjectNode get(ObjectRef ref) {
    return find(ref).orElseThrow();
  }

  /** A JSON patch if it is a list, else a merge patch, by somebody else than Guidon. */
  void edit(ObjectRef ref, String patch) {
    var type = patch.strip().startsWith("[") ? PatchType.JSON : PatchType.JSON_MERGE;
    var context =
        new PatchContext.Builder().withPatchType(type).withFieldManager("kubectl-edit").build();
    resource(ref).patch(context, patch);
  }

  /** What a gateway controller writes about the route as it is now: accepted by all its parents. */
  void accept(ObjectRef ref) {
    var route = get(ref);
    var parents = route.withObject("/status").putArray("parents");
    for (var parent : route.path("spec").path("parentRefs")) {
      var entry = parents.addObject().put("controllerName", "example.org/gateway");
      entry.set("parentRef", parent.deepCopy());
      entry
          .putArray("conditions")
          .addObject()
          .put("type", "Accepted")
          .put("status", "True")
          .put("reason", "Accepted")
          .put("message", "")
          .put("lastTransitionTime", "2026-01-01T00:00:00Z")
          .put("observedGeneration", route.at("/metadata/generation").asLong());
    }
    client.resource(generic(route)).updateStatus();
  }

  private Resource<GenericKubernetesResource> resource(ObjectRef ref) {
    return client
        .genericKubernetesResources(ref.apiVersion(), ref.kind())
        .inNamespace(ref.namespace())
        .withName(ref.name());
  }

  private static GenericKubernetesResource generic(ObjectNode tree) {
    return JSON.convertValue(tree, GenericKubernetesResource.class);
  }

  /** Read back from text, so that numbers have the same types as in files. */
  private static ObjectNode tree(GenericKubernetesResource resource) {
    try {
      return (ObjectNode) JSON.readTree(JSON.writeValueAsString(resource));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
