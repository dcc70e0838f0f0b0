package io.guidon.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;

/**
 * What Flagger left in another cluster, loaded into a namespace: with the same specs and status,
 * and with the same managers of the fields (conformance/fixtures/README.md).
 */
final class TakeOver {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> DRAWN_BY_THE_SERVER =
      List.of("uid", "resourceVersion", "creationTimestamp", "generation", "managedFields");

  private final KubernetesClient client;
  private final String namespace;
  private String canaryUid = "";

  TakeOver(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** Loads one moment, by the name of its file without the extension. */
  void load(String moment) {
    var list = Routes.read(Story.shared("conformance/fixtures/flagger-1.44/" + moment + ".yaml"));
    var rest = new ArrayList<JsonNode>();
    for (var item : list.path("items")) {
      if (item.path("kind").asText().equals("Canary")) {
        canaryUid = create(item).at("/metadata/uid").asText();
        status(item);
      } else {
        rest.add(item);
      }
    }
    rest.forEach(this::create);
  }

  private ObjectNode create(JsonNode item) {
    ObjectNode object = item.deepCopy();
    object.remove("status");
    var metadata = object.withObject("/metadata");
    DRAWN_BY_THE_SERVER.forEach(metadata::remove);
    metadata.put("namespace", namespace);
    metadata.path("ownerReferences").forEach(owner -> ((ObjectNode) owner).put("uid", canaryUid));
    var spec = object.withObject("/spec");
    spec.remove("clusterIP");
    spec.remove("clusterIPs");
    var creator = item.at("/metadata/managedFields/0/manager").asText();
    var scaled = spec.path("replicas");
    var isScaledByFlagger = creator.equals("lab-user") && !scaled.isMissingNode();
    if (isScaledByFlagger) {
      spec.remove("replicas");
    }
    var created = write(object, PatchType.SERVER_SIDE_APPLY, creator, "");
    if (isScaledByFlagger) {
      var scale = JSON.createObjectNode();
      scale.putObject("spec").set("replicas", scaled);
      return write(named(object, scale), PatchType.JSON_MERGE, "flagger", "");
    }
    return created;
  }

  private void status(JsonNode item) {
    var body = JSON.createObjectNode();
    body.set("status", item.path("status"));
    write(named(item, body), PatchType.JSON_MERGE, "flagger", "status");
  }

  private static ObjectNode named(JsonNode object, ObjectNode body) {
    body.set("apiVersion", object.path("apiVersion"));
    body.set("kind", object.path("kind"));
    body.putObject("metadata").set("name", object.at("/metadata/name"));
    return body;
  }

  private ObjectNode write(ObjectNode body, PatchType type, String manager, String subresource) {
    var resource =
        client
            .genericKubernetesResources(
                body.path("apiVersion").asText(), body.path("kind").asText())
            .inNamespace(namespace)
            .withName(body.at("/metadata/name").asText());
    var context = new PatchContext.Builder().withPatchType(type).withFieldManager(manager);
    if (type == PatchType.SERVER_SIDE_APPLY) {
      context.withForce(true);
    }
    GenericKubernetesResource written =
        subresource.isEmpty()
            ? resource.patch(context.build(), body.toString())
            : resource.subresource(subresource).patch(context.build(), body.toString());
    return JSON.valueToTree(written);
  }
}
