package io.guidon.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write;
import io.guidon.core.rollout.Write.FieldManager;
import io.guidon.core.rollout.Write.Outcome;
import io.guidon.core.rollout.Write.Refusal;
import io.guidon.e2e.ControlPlane;
import io.guidon.e2e.Crds;
import io.guidon.e2e.OnControlPlane;
import io.guidon.e2e.TestNamespace;
import io.guidon.operator.cluster.Cluster.Live;
import io.guidon.operator.cluster.KubernetesCluster;
import io.guidon.operator.cluster.Options;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of our writes on the real API server. */
@OnControlPlane
class ClusterWriteTest {
  private KubernetesCluster cluster;
  private KubernetesClient client;
  private String namespace;

  @BeforeEach
  void start(ControlPlane running, KubernetesClient client, TestNamespace namespace)
      throws InterruptedException {
    this.client = client;
    this.namespace = namespace.name();
    this.cluster =
        new KubernetesCluster(
            new Options(
                Optional.of(running.kubeconfig()),
                Optional.empty(),
                Optional.of(namespace.name()),
                0,
                1,
                "test"));
    Crds.GUIDON.install(client);
    cluster.start();
    assertThat(cluster.awaitSynced(Duration.ofSeconds(30))).isTrue();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  /** {@code docs/decisions/apply-creates.md}. */
  @Test
  void createsByApplyOnlyWhatDoesNotExist() {
    var first = apply(Objects.fenced(Objects.service(namespace, "app", 80), ""));

    assertThat(apply(Objects.fenced(Objects.service(namespace, "app", 81), "")))
        .isEqualTo(Refusal.CONFLICT.name());
    assertThat(first).isEqualTo("written");
    assertThat(live("v1", "Service", "app").at("/spec/ports/0/port").asInt()).isEqualTo(80);
  }

  @Test
  void createsCustomResourcesByApplyOnlyWhenTheyDoNotExist() {
    var first = apply(Objects.fenced(Objects.template(namespace, "errors", "one"), ""));

    assertThat(apply(Objects.fenced(Objects.template(namespace, "errors", "two"), "")))
        .isEqualTo(Refusal.CONFLICT.name());
    assertThat(first).isEqualTo("written");
    assertThat(live("flagger.app/v1beta1", "MetricTemplate", "errors").at("/spec/query").asText())
        .isEqualTo("one");
  }

  @Test
  void appliesOnlyToTheVersionThatItWasComputedFrom() {
    var created = create(Objects.service(namespace, "app", 80));
    client
        .services()
        .inNamespace(namespace)
        .withName("app")
        .edit(service -> {
          service.getMetadata().getAnnotations().put("by", "somebody else");
          return service;
        });

    var configuration = Objects.service(namespace, "app", 80);
    configuration.withObject("/spec").put("sessionAffinity", "ClientIP");
    assertThat(apply(Objects.fenced(configuration, Objects.version(created))))
        .isEqualTo(Refusal.CONFLICT.name());
    // What it collided with is in the store when the write returns.
    var seen = cluster.get(ref("v1", "Service", "app")).orElseThrow();
    assertThat(seen.at("/metadata/annotations/by").asText()).isEqualTo("somebody else");
    assertThat(apply(Objects.fenced(configuration, Objects.version(seen)))).isEqualTo("written");
  }

  @Test
  void readsItsOwnWritesAtOnce() {
    var created = create(Objects.service(namespace, "app", 80));
    var ref = ref("v1", "Service", "app");
    for (int i = 0; i < 50; i++) {
      var patch = Objects.tree("{\"metadata\": {\"annotations\": {\"n\": \"" + i + "\"}}}");
      Objects.fenced(patch, Objects.version(cluster.get(ref).orElseThrow()));

      assertThat(said(cluster.write(new Write.Patch(ref, patch)))).isEqualTo("written");

      assertThat(cluster.get(ref).orElseThrow().at("/metadata/annotations/n").asInt()).isEqualTo(i);
    }
    assertThat(said(cluster.write(new Write.Delete(ref, Objects.uid(created)))))
        .isEqualTo("written");
    assertThat(cluster.get(ref)).isEmpty();
    create(Objects.service(namespace, "app", 82));
    assertThat(cluster.get(ref).orElseThrow().at("/spec/ports/0/port").asInt()).isEqualTo(82);
  }

  @Test
  void replacesTheStatusAndNothingElse() {
    var created = create(Objects.canary(namespace, "app"));
    var ref = ref("flagger.app/v1beta1", "Canary", "app");
    var status = Objects.tree("{\"phase\": \"Progressing\", \"run\": {\"revision\": \"r1\"}}");

    var outcome = cluster.write(new Write.Status(ref, status, Objects.version(created)));

    assertThat(said(outcome)).isEqualTo("written");
    var now = live("flagger.app/v1beta1", "Canary", "app");
    assertThat(now.path("spec")).isEqualTo(created.path("spec"));
    assertThat(now.at("/status/phase").asText()).isEqualTo("Progressing");
    assertThat(now.at("/status/run/revision").asText()).isEqualTo("r1");
    assertThat(said(cluster.write(new Write.Status(ref, status, Objects.version(created)))))
        .isEqualTo(Refusal.CONFLICT.name());
  }

  /** {@code docs/decisions/revision-by-dry-run.md}. */
  @Test
  void tellsWhatWouldBeStoredAndStoresNothing() {
    var created = create(Objects.deployment(namespace, "app"));
    var ref = ref("apps/v1", "Deployment", "app");
    var template =
        Objects.tree(
            """
            {"metadata": {"labels": {"app": "app"}},
             "spec": {"containers": [{"name": "app", "image": "example.org/app:2"}]}}
            """);

    var answer = cluster.dryRun(ref, template);

    assertThat(answer).isInstanceOf(Live.Found.class);
    var would = ((Live.Found) answer).object().at("/spec/template");
    assertThat(would.at("/spec/containers/0/image").asText()).isEqualTo("example.org/app:2");
    assertThat(would.at("/spec/terminationGracePeriodSeconds").asInt()).as("default").isEqualTo(30);
    assertThat(would.at("/spec/securityContext/runAsNonRoot").isMissingNode())
        .as("what the template does not say goes")
        .isTrue();
    var live = live("apps/v1", "Deployment", "app");
    assertThat(Objects.version(live)).isEqualTo(Objects.version(created));
    assertThat(cluster.dryRun(ref, live.at("/spec/template")))
        .isInstanceOfSatisfying(
            Live.Found.class,
            same ->
                assertThat(same.object().at("/spec/template"))
                    .isEqualTo(live.at("/spec/template")));
    assertThat(cluster.dryRun(ref("apps/v1", "Deployment", "none"), template))
        .isInstanceOf(Live.Absent.class);
    assertThat(cluster.dryRun(ref, Objects.tree("{}"))).isInstanceOf(Live.Failed.class);
  }

  @Test
  void deletesOnlyTheObjectOfThisUid() {
    create(Objects.service(namespace, "app", 80));
    var ref = ref("v1", "Service", "app");

    assertThat(said(cluster.write(new Write.Delete(ref, "00000000-0000-0000-0000-000000000000"))))
        .isEqualTo(Refusal.CONFLICT.name());

    assertThat(cluster.get(ref)).isPresent();
  }

  @Test
  void saysWhyTheApiServerRefuses() {
    create(Objects.service(namespace, "app", 80));

    assertThat(said(cluster.write(new Write.Create(Objects.service(namespace, "app", 80)))))
        .isEqualTo(Refusal.ALREADY_EXISTS.name());
    assertThat(said(cluster.write(new Write.Create(Objects.service(namespace, "app2", -1)))))
        .isEqualTo(Refusal.INVALID.name());
    assertThat(said(cluster.write(new Write.Create(Objects.service("nowhere", "app", 80)))))
        .isEqualTo(Refusal.NOT_FOUND.name());
    assertThat(
            said(
                cluster.write(
                    new Write.Patch(ref("v1", "Service", "none"), Objects.tree("{\"a\": 1}")))))
        .isEqualTo(Refusal.NOT_FOUND.name());
  }

  /** Its finalizer keeps the namespace: nobody runs the controller that would take it off. */
  @Test
  void knowsANamespaceThatIsBeingDeleted() {
    create(Objects.service(namespace, "app", 80));
    client.namespaces().withName(namespace).delete();

    assertThat(said(cluster.write(new Write.Create(Objects.service(namespace, "late", 80)))))
        .isEqualTo(Refusal.TERMINATING.name());
    assertThat(apply(Objects.fenced(Objects.service(namespace, "later", 80), "")))
        .isEqualTo(Refusal.TERMINATING.name());
  }

  private ObjectNode create(ObjectNode object) {
    var outcome = cluster.write(new Write.Create(object));
    assertThat(outcome).isInstanceOf(Outcome.Written.class);
    return ((Outcome.Written) outcome).now().orElseThrow();
  }

  private String apply(ObjectNode configuration) {
    return said(cluster.write(new Write.Apply(configuration, FieldManager.GUIDON)));
  }

  private static String said(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Written _ -> "written";
      case Outcome.Refused(var why, _) -> why.name();
    };
  }

  private ObjectNode live(String apiVersion, String kind, String name) {
    return cluster.read(ref(apiVersion, kind, name)) instanceof Live.Found(var object)
        ? object
        : Objects.tree("{}");
  }

  private ObjectRef ref(String apiVersion, String kind, String name) {
    return new ObjectRef(apiVersion, kind, namespace, name);
  }
}
