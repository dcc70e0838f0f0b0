package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One namespace of the control plane in which podinfo is rolled out: its cluster is played, whom
 * the operator asks and tells is on loopback. Closing ends all that it started.
 */
final class Story implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final PatchContext USER =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("kubectl")
          .withForce(true)
          .build();
  private static final PatchContext EDIT =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager("kubectl-edit")
          .build();

  /** One step to 50 percent, checked once by the error rate in percent. */
  private static final String CANARY =
      """
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: {name: error-rate}
      spec:
        provider: {type: prometheus, address: "ANSWERS"}
        query: errors of {{ target }}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: podinfo, labels: {app: podinfo}}
      spec:
        replicas: 2
        selector: {matchLabels: {app: podinfo}}
        template:
          metadata: {labels: {app: podinfo}}
          spec:
            containers:
            - name: podinfod
              image: "podinfo:1.0.0"
              ports: [{name: http, containerPort: 9898}]
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: {name: podinfo}
      spec:
        provider: gatewayapi:v1
        progressDeadlineSeconds: 60
        targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
        service:
          port: 9898
          hosts: [www.example.com]
          gatewayRefs: [{name: gateway, namespace: infra}]
        analysis:
          interval: 10s
          threshold: 1
          maxWeight: 50
          stepWeight: 50
          metrics:
          - name: error-rate
            templateRef: {name: error-rate}
            thresholdRange: {max: 1}
            interval: 1m
      """;

  private final KubernetesClient client;
  private final Path kubeconfig;
  private final String namespace;
  private final Answers answers = Answers.start(0);
  private final FakeCluster cluster;
  private final List<OperatorProcess> operators = new ArrayList<>();

  private Story(KubernetesClient client, Path kubeconfig, String namespace) {
    this.client = client;
    this.kubeconfig = kubeconfig;
    this.namespace = namespace;
    this.cluster = FakeCluster.start(client, Optional.of(namespace));
  }

  /** With Guidon's own CRDs and those of Gateway API. */
  static Story in(ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    Crds.GATEWAY_API.install(client);
    Crds.GUIDON.install(client);
    return bare(plane, client, namespace);
  }

  /** With the kinds that are there already. */
  static Story bare(ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    return new Story(client, plane.kubeconfig(), namespace.name());
  }

  static Path shared(String file) {
    return Path.of(Objects.requireNonNull(System.getProperty("guidon.shared"), "guidon.shared"))
        .resolve(file);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  String namespace() {
    return namespace;
  }

  Answers answers() {
    return answers;
  }

  FakeCluster cluster() {
    return cluster;
  }

  /** podinfo 1.0.0 with its Canary. */
  Story withPodinfo() {
    return apply(CANARY);
  }

  /** The text of {@link #withPodinfo}, to be changed. */
  static String podinfo() {
    return CANARY;
  }

  /** Applies documents as a user does, all into this namespace. */
  Story apply(String documents) {
    return apply(
        documents.replace("ANSWERS", answers.url()),
        item -> item.getMetadata().setNamespace(namespace));
  }

  /** Applies documents as a user does, into the namespaces that they name. */
  Story applyAsItIs(String documents) {
    return apply(documents, item -> {});
  }

  private Story apply(String documents, Consumer<HasMetadata> change) {
    for (var item : client.load(stream(documents)).items()) {
      change.accept(item);
      Resource<HasMetadata> resource = client.resource(item);
      resource.patch(USER, item);
    }
    return this;
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  OperatorProcess operator(String... flags) {
    return operator(kubeconfig, flags);
  }

  /** An operator for this namespace that reaches the API server by another kubeconfig. */
  OperatorProcess operator(Path through, String... flags) {
    return operator(new OperatorProcess.Access.By(through), flags);
  }

  /** An operator for this namespace that reaches the API server in another way. */
  OperatorProcess operator(OperatorProcess.Access access, String... flags) {
    var operator =
        OperatorProcess.start(new OperatorProcess.Surroundings(access, namespace, answers), flags);
    operators.add(operator);
    return operator;
  }

  Story newRevision(String tag) {
    edit(
        "apps/v1",
        "Deployment",
        "podinfo",
        """
        {"spec": {"template": {"spec": {"containers": [{"name": "podinfod",
          "image": "podinfo:%s", "ports": [{"name": "http", "containerPort": 9898}]}]}}}}
        """
            .formatted(tag));
    return this;
  }

  /** A merge patch by a person. */
  void edit(String apiVersion, String kind, String name, String patch) {
    resource(apiVersion, kind, name).patch(EDIT, patch);
  }

  void delete(String apiVersion, String kind, String name) {
    resource(apiVersion, kind, name).delete();
  }

  Optional<ObjectNode> find(String apiVersion, String kind, String name) {
    return Optional.ofNullable(resource(apiVersion, kind, name).get()).map(JSON::valueToTree);
  }

  ObjectNode get(String apiVersion, String kind, String name) {
    return find(apiVersion, kind, name).orElseThrow();
  }

  ObjectNode canary() {
    return get("flagger.app/v1beta1", "Canary", "podinfo");
  }

  ObjectNode deployment(String name) {
    return get("apps/v1", "Deployment", name);
  }

  ObjectNode route() {
    return get("gateway.networking.k8s.io/v1", "HTTPRoute", "podinfo");
  }

  private Resource<GenericKubernetesResource> resource(
      String apiVersion, String kind, String name) {
    return client
        .genericKubernetesResources(apiVersion, kind)
        .inNamespace(namespace)
        .withName(name);
  }

  String phase() {
    return canary().at("/status/phase").asText();
  }

  /** Of primary and canary. */
  List<Integer> weights() {
    var weights = new ArrayList<Integer>();
    for (var backend : route().at("/spec/rules/0/backendRefs")) {
      weights.add(backend.path("weight").asInt(1));
    }
    return weights;
  }

  String image(String deployment) {
    return deployment(deployment).at("/spec/template/spec/containers/0/image").asText();
  }

  /** Messages of Kubernetes events about Canaries of this namespace. */
  List<String> events() {
    return client.v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("Canary"))
        .map(event -> event.getMessage())
        .toList();
  }

  /** Messages that the receiver of events got, in order. */
  List<String> told() {
    return answers.calls("/events").stream()
        .map(call -> call.body().at("/metadata/eventMessage").asText())
        .toList();
  }

  /**
   * Waits until the receiver of events got this message: nothing waits for what is told, so that it
   * may come after the end that it tells of.
   */
  Story awaitTold(String message) {
    return await("the message \"" + message + "\"", () -> told().contains(message));
  }

  /** The same with a Kubernetes event whose message contains this. */
  Story awaitEvent(String part) {
    return awaitEvent("an event with \"" + part + "\"", message -> message.contains(part));
  }

  Story awaitEvent(String what, Predicate<String> which) {
    return await(what, () -> events().stream().anyMatch(which));
  }

  Story awaitPhase(String phase) {
    return await("phase " + phase, () -> phase().equals(phase));
  }

  /**
   * Waits until it holds.
   *
   * @throws AssertionError with what there is instead, and with the operators' logs
   */
  Story await(String what, BooleanSupplier holds) {
    try {
      Awaitility.await(what)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptionsInstanceOf(io.fabric8.kubernetes.client.KubernetesClientException.class)
          .until(holds::getAsBoolean);
    } catch (ConditionTimeoutException late) {
      throw new AssertionError("waited in vain for " + what + situation(), late);
    }
    return this;
  }

  private String situation() {
    var text = new StringBuilder();
    find("flagger.app/v1beta1", "Canary", "podinfo")
        .map(tree -> tree.path("status"))
        .ifPresent(status -> text.append("\nstatus: ").append(status));
    text.append("\nevents: ").append(events());
    operators.forEach(operator -> text.append("\noperator:\n").append(operator.log()));
    return text.toString();
  }

  /** The end of every run that was promoted. */
  void expectPromoted(String tag) {
    assertThat(phase()).isEqualTo("Succeeded");
    assertThat(image("podinfo-primary")).endsWith(":" + tag);
    expectPrimaryServes();
    assertThat(status("lastPromotedSpec")).isEqualTo(status("lastAppliedSpec"));
  }

  /** The end of every run that was rolled back. */
  void expectRolledBack(String tag) {
    assertThat(phase()).isEqualTo("Failed");
    assertThat(image("podinfo")).endsWith(":" + tag);
    assertThat(image("podinfo-primary")).doesNotEndWith(":" + tag);
    expectPrimaryServes();
    assertThat(status("lastPromotedSpec")).isNotEqualTo(status("lastAppliedSpec"));
  }

  private void expectPrimaryServes() {
    assertThat(weights()).containsExactly(100, 0);
    await("target at zero", () -> deployment("podinfo").at("/spec/replicas").asInt(1) == 0);
    assertThat(deployment("podinfo-primary").at("/status/availableReplicas").asInt()).isEqualTo(2);
  }

  private JsonNode status(String field) {
    return canary().path("status").path(field);
  }

  @Override
  public void close() {
    operators.forEach(OperatorProcess::close);
    cluster.close();
    answers.close();
  }
}
