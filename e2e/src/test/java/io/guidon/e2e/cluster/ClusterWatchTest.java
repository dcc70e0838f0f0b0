package io.guidon.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.guidon.core.notification.EventType;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write;
import io.guidon.e2e.ControlPlane;
import io.guidon.e2e.Crds;
import io.guidon.e2e.OnControlPlane;
import io.guidon.e2e.TestNamespace;
import io.guidon.operator.cluster.Cluster.KindState;
import io.guidon.operator.cluster.KubernetesCluster;
import io.guidon.operator.cluster.LeaderElection;
import io.guidon.operator.cluster.Options;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** What is seen of the real API server, in good days and in bad ones. */
@OnControlPlane
@Isolated("kills the API server and removes a definition")
@Timeout(120)
class ClusterWatchTest {
  private static final String FLAGGER = "flagger.app/v1beta1";

  private ControlPlane running;
  private KubernetesClient client;
  private String namespace;
  private KubernetesCluster cluster;

  @BeforeEach
  void start(ControlPlane running, KubernetesClient client, TestNamespace namespace)
      throws InterruptedException {
    this.running = running;
    this.client = client;
    this.namespace = namespace.name();
    this.cluster = cluster();
    Crds.GUIDON.install(client);
    cluster.start();
    assertThat(cluster.awaitSynced(Duration.ofSeconds(30))).isTrue();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void seesWhatOthersDo() throws Exception {
    var changes = new LinkedBlockingQueue<ObjectRef>();
    cluster.onChange(changes::add);

    createService("app");

    assertThat(changes.take()).isEqualTo(service("app"));
    assertThat(cluster.get(service("app"))).isPresent();
    client.services().inNamespace(namespace).withName("app").delete();
    await().until(() -> cluster.get(service("app")).isEmpty());
  }

  @Test
  void seesWhatHappenedWhileTheApiServerWasDown() throws Exception {
    createService("before");
    await().until(() -> cluster.get(service("before")).isPresent());

    running.stopApiServer();
    await().until(() -> cluster.kind("v1", "Service") == KindState.STARTING);
    assertThat(cluster.write(new Write.Create(Objects.service(namespace, "never", 80))))
        .isInstanceOfSatisfying(
            Write.Outcome.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Write.Refusal.UNAVAILABLE));
    running.startApiServer();
    client.services().inNamespace(namespace).withName("before").delete();
    createService("after");

    await().atMost(Duration.ofSeconds(60)).until(() -> cluster.get(service("after")).isPresent());
    assertThat(cluster.kind("v1", "Service")).isEqualTo(KindState.READY);
    assertThat(cluster.list("v1", "Service")).containsExactly(service("after"));
  }

  @Test
  void forgetsADefinitionThatIsRemovedAndFollowsTheOneInstalledAnew() throws Exception {
    var template = new ObjectRef(FLAGGER, "MetricTemplate", namespace, "errors");
    cluster.write(new Write.Create(Objects.template(namespace, "errors", "one")));

    var definition =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("metrictemplates.flagger.app");
    definition.delete();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> cluster.kind(FLAGGER, "MetricTemplate") == KindState.MISSING);
    assertThat(cluster.get(template)).isEmpty();
    assertThat(cluster.kind(FLAGGER, "Canary")).isEqualTo(KindState.READY);

    // Still ending, it would take the new one with it.
    await().atMost(Duration.ofSeconds(60)).until(() -> definition.get() == null);
    Crds.GUIDON.installAnew(client);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cluster.kind(FLAGGER, "MetricTemplate") == KindState.READY);
    cluster.write(new Write.Create(Objects.template(namespace, "errors", "two")));
    assertThat(cluster.get(template).orElseThrow().at("/spec/query").asText()).isEqualTo("two");
  }

  @Test
  void countsAnEventUpThatIsToldAgain() throws Exception {
    var canary = new ObjectRef(FLAGGER, "Canary", namespace, "app");
    cluster.write(new Write.Create(Objects.canary(namespace, "app")));

    for (int i = 0; i < 3; i++) {
      cluster.event(canary, EventType.WARNING, "Halt app advancement");
    }

    await()
        .until(() ->
            client.v1().events().inNamespace(namespace).list().getItems().stream()
                .anyMatch(event -> Integer.valueOf(3).equals(event.getCount())));
    var event = client.v1().events().inNamespace(namespace).list().getItems().getFirst();
    assertThat(event.getReason()).isEqualTo("Synced");
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getSource().getComponent()).isEqualTo("flagger");
    assertThat(event.getInvolvedObject().getUid())
        .isEqualTo(cluster.get(canary).orElseThrow().at("/metadata/uid").asText());
  }

  @Test
  void handsTheLeadershipOverWhenTheLeaderStops() throws Exception {
    var story = new LinkedBlockingQueue<String>();
    try (var other = cluster()) {
      var first = cluster.leaderElection(namespace, "first", telling("first", story));
      first.start();
      assertThat(story.take()).isEqualTo("first acquired");
      var second = other.leaderElection(namespace, "second", telling("second", story));
      second.start();

      first.close();

      assertThat(story.take()).isEqualTo("first lost");
      assertThat(story.take()).isEqualTo("second acquired");
      second.close();
    }
    var lease = client.leases().inNamespace(namespace).withName("flagger-leader-election").get();
    assertThat(lease.getSpec().getHolderIdentity()).isEmpty();
  }

  private static LeaderElection.Outcome telling(String name, BlockingQueue<String> story) {
    return new LeaderElection.Outcome() {
      @Override
      public void acquired() {
        story.add(name + " acquired");
      }

      @Override
      public void lost() {
        story.add(name + " lost");
      }
    };
  }

  private KubernetesCluster cluster() {
    return new KubernetesCluster(
        new Options(
            Optional.of(running.kubeconfig()),
            Optional.empty(),
            Optional.of(namespace),
            0,
            1,
            "test"));
  }

  private void createService(String name) {
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build())
        .create();
  }

  private ObjectRef service(String name) {
    return new ObjectRef("v1", "Service", namespace, name);
  }
}
