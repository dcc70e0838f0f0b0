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
public final class TakeOver {
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
    var rest = new ArrayList<JsonNode>();
    for (var item : read(moment)) {
      if (item.path("kind").asText().equals("Canary")) {
        canaryUid = create(item).at("/metadata/uid").asText();
        status(item);
      } else {
        rest.add(item);
      }
    }
    rest.forEach(this::create);
  }

  /** The objects of one moment, with all that the other cluster had drawn for them. */
  public static JsonNode read(String moment) {
    return Routes.read(Story.shared("conformance/fixtures/flagger-1.44/" + moment + ".yaml"))
        .path("items");
  }

  /** The object as it is created in a namespace, where its Canary has another uid. */
  public static ObjectNode creatable(JsonNode item, String namespace, String canaryUid) {
    ObjectNode object = item.deepCopy();
    object.remove("status");
    var metadata = object.withObject("/metadata");
    DRAWN_BY_THE_SERVER.forEach(metadata::remove);
    metadata.put("namespace", namespace);
    metadata.path("ownerReferences").forEach(owner -> ((ObjectNode) owner).put("uid", canaryUid));
    var spec = object.withObject("/spec");
    spec.remove("clusterIP");
    spec.remove("clusterIPs");
    return object;
  }

  private ObjectNode create(JsonNode item) {
    var object = creatable(item, namespace, canaryUid);
    var spec = object.withObject("/spec");
    var creator = item.at("/metadata/managedFields/0/manager").asText();
    var scaled = spec.path("replicas");
    var isScaledByFlagger = creator.equals("lab-user") && !scaled.isMissingNode();
    if (isScaledByFlagger) {
      spec.remove("replicas");
    }
    var created = apply(object, creator);
    if (isScaledByFlagger) {
      var scale = JSON.createObjectNode();
      scale.putObject("spec").set("replicas", scaled);
      merge(object, scale, "");
    }
    return created;
  }

  private void status(JsonNode item) {
    var body = JSON.createObjectNode();
    body.set("status", item.path("status"));
    merge(item, body, "status");
  }

  private ObjectNode apply(ObjectNode object, String manager) {
    var context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(manager)
            .withForce(true)
            .build();
    var generic = JSON.convertValue(object, GenericKubernetesResource.class);
    return JSON.valueToTree(client.resource(generic).patch(context, generic));
  }

  /** As Flagger; an empty {@code subresource} is the object itself. */
  private void merge(JsonNode object, ObjectNode body, String subresource) {
    var resource =
        client
            .genericKubernetesResources(
                object.path("apiVersion").asText(), object.path("kind").asText())
            .inNamespace(namespace)
            .withName(object.at("/metadata/name").asText());
    var context =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("flagger")
            .build();
    if (subresource.isEmpty()) {
      resource.patch(context, body.toString());
    } else {
      resource.subresource(subresource).patch(context, body.toString());
    }
  }
}
