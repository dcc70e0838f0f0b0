package io.guidon.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The manifests of Flagger's tutorial, as often as one likes, each time in a namespace of its own.
 */
final class Tutorial {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  /** The namespace of the metric templates. */
  static final String TEMPLATES = "flagger-system";

  private static final String PODINFO = "podinfo";

  private final KubernetesClient client;

  /** Answers hooks and queries. */
  private final String answering;

  private Tutorial(KubernetesClient client, String answering) {
    this.client = client;
    this.answering = answering;
  }

  /** Creates what all namespaces share; {@code answering} is a URL for hooks and queries. */
  static Tutorial prepare(KubernetesClient client, String answering) throws IOException {
    var tutorial = new Tutorial(client, answering);
    tutorial.namespace(TEMPLATES);
    for (var template : read("metric-templates.yaml")) {
      template.withObject("/spec/provider").put("address", answering);
      tutorial.create(template);
    }
    return tutorial;
  }

  /** Deployment, scaler and Canary, in a new namespace, with this interval as a Go duration. */
  void apply(String namespace, String interval) throws IOException {
    namespace(namespace);
    var objects = read("podinfo-canary.yaml");
    // The target is there before its Canary, as when an app becomes a Canary.
    for (var object : objects.reversed()) {
      object.withObject("/metadata").put("namespace", namespace);
      if (object.path("kind").asText().equals("Canary")) {
        object.withObject("/spec/analysis").put("interval", interval);
        for (var hook : object.at("/spec/analysis/webhooks")) {
          ((ObjectNode) hook).put("url", answering + "/");
        }
      }
      create(object);
    }
  }

  /** A new revision; returns when the API server has answered. */
  void image(String namespace, String tag) {
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(PODINFO)
        .patch(
            PatchContext.of(PatchType.JSON),
            """
            [{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "%s"}]
            """
                .formatted("stefanprodan/podinfo:" + tag));
  }

  /** Takes the Canary away at once, without anything that its operator would do. */
  void drop(String namespace) {
    var canary =
        client
            .genericKubernetesResources("flagger.app/v1beta1", "Canary")
            .inNamespace(namespace)
            .withName(PODINFO);
    canary.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    canary.delete();
  }

  private void namespace(String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  private void create(ObjectNode object) {
    client.resource(JSON.convertValue(object, GenericKubernetesResource.class)).create();
  }

  private static List<ObjectNode> read(String file) throws IOException {
    var shared =
        Objects.requireNonNull(
            System.getProperty("guidon.shared"), "system property guidon.shared");
    var path = Path.of(shared, "examples/tutorial", file);
    try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(path.toFile())) {
      return documents.readAll();
    }
  }
}
