package io.guidon.sim.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.SimCluster;
import io.guidon.sim.rest.Kubectl.Said;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The stock kubectl against a whole simulated cluster. */
@EnabledIf(value = "io.guidon.sim.rest.Kubectl#isThere", disabledReason = "no kubectl on the PATH")
@Execution(ExecutionMode.CONCURRENT)
final class KubectlTest {

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
              - {name: web, image: 'stefanprodan/podinfo:6.0.0', ports: [{containerPort: 9898}]}
      """;

  private static final String CANARY =
      """
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: {name: web}
      spec:
        targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
        service: {port: 80}
        analysis: {interval: 30s, threshold: 5, stepWeight: 10, maxWeight: 50}
      """;

  @TempDir private static Path folder;
  private static SimCluster cluster;
  private static Kubectl anywhere;

  private Kubectl kubectl;

  @BeforeAll
  static void start() {
    var root = Path.of(System.getProperty("guidon.root"));
    cluster = SimCluster.start(root.resolve("deploy/crds"), Clock.systemUTC());
    cluster.writeKubeconfig(folder.resolve("kubeconfig"));
    anywhere = new Kubectl(folder, "default");
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  @BeforeEach
  void namespace(TestInfo test) {
    var name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    kubectl = new Kubectl(folder, name);
    assertThat(anywhere.run("create", "namespace", name).text())
        .isEqualTo("namespace/" + name + " created\n");
  }

  @Test
  void rollsOut() {
    assertThat(apply(WEB)).isEqualTo("deployment.apps/web created\n");
    assertThat(text("rollout", "status", "deployment/web", "--timeout=60s"))
        .contains("successfully rolled out");
    assertThat(text("set", "image", "deployment/web", "web=stefanprodan/podinfo:6.0.1"))
        .isEqualTo("deployment.apps/web image updated\n");
    assertThat(text("scale", "deployment/web", "--replicas=3"))
        .isEqualTo("deployment.apps/web scaled\n");
    assertThat(text("rollout", "restart", "deployment/web")).contains("restarted");
    assertThat(text("wait", "--for=condition=Available", "deployment/web", "--timeout=60s"))
        .isEqualTo("deployment.apps/web condition met\n");
    assertThat(text("wait", "--for=jsonpath={.status.readyReplicas}=3", "deployment/web"))
        .contains("condition met");
  }

  @Test
  void shows() {
    apply(WEB);
    text("expose", "deployment", "web", "--port=80");
    text("wait", "--for=condition=Available", "deployment/web", "--timeout=60s");

    assertThat(text("get", "deployments", "-o", "wide"))
        .containsPattern("NAME +READY +UP-TO-DATE +AVAILABLE +AGE +CONTAINERS +IMAGES +SELECTOR")
        .containsPattern("web +2/2 +2 +2 +\\d+s +web +stefanprodan/podinfo:6.0.0 +app=web");
    assertThat(text("get", "pods", "-l", "app in (web),!x"))
        .containsPattern("NAME +READY +STATUS +RESTARTS +AGE")
        .containsPattern("web-\\S+ +1/1 +Running +0 ");
    assertThat(text("get", "all")).contains("pod/web-", "service/web", "replicaset.apps/web-");
    assertThat(text("get", "deploy", "web", "-o", "jsonpath={.spec.replicas}")).isEqualTo("2");
    assertThat(text("get", "deploy", "web", "-o", "yaml")).startsWith("apiVersion: apps/v1\n");
    assertThat(text("describe", "deployment", "web"))
        .contains("2 desired | 2 updated | 2 total | 2 available | 0 unavailable");
    assertThat(text("describe", "service", "web")).containsPattern("Endpoints: +10\\.");
    assertThat(text("get", "pods", "--field-selector", "status.phase=Pending"))
        .contains("No resources found");
    assertThat(text("get", "deploy", "-w", "--request-timeout=2s")).contains("web");
  }

  @Test
  void changes() {
    apply(WEB);

    assertThat(text("annotate", "deployment", "web", "a=b")).contains("annotated");
    assertThat(text("label", "deployment", "web", "x=y")).contains("labeled");
    assertThat(text("patch", "deployment", "web", "-p", "{\"spec\":{\"replicas\":1}}"))
        .contains("patched");
    var json = "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":4}]";
    assertThat(text("patch", "deployment", "web", "--type=json", "-p", json)).contains("patched");
    var diff = kubectl.input(WEB, "diff", "-f", "-");
    assertThat(diff.code()).isEqualTo(1);
    assertThat(diff.text()).contains("-  replicas: 4\n+  replicas: 2\n");
    assertThat(kubectl.input(WEB, "apply", "--server-side", "-f", "-").text())
        .contains("Apply failed with 1 conflict: conflict with \"kubectl-patch\"");
    assertThat(kubectl.input(WEB, "apply", "--server-side", "--force-conflicts", "-f", "-").text())
        .isEqualTo("deployment.apps/web serverside-applied\n");
    assertThat(kubectl.input(WEB, "create", "-f", "-").text()).contains("already exists");
    assertThat(text("delete", "deployment", "web")).contains("deleted");
    assertThat(text("get", "deployment", "web"))
        .isEqualTo("Error from server (NotFound): deployments.apps \"web\" not found\n");
  }

  @Test
  void creates() {
    assertThat(text("create", "configmap", "c", "--from-literal=a=b")).contains("created");
    assertThat(text("create", "secret", "generic", "s", "--from-literal=p=q")).contains("created");
    assertThat(text("create", "serviceaccount", "x")).contains("created");
    assertThat(text("create", "deployment", "d", "--image=i:1", "--replicas=0", "--port=80"))
        .contains("created");
    assertThat(text("create", "service", "clusterip", "y", "--tcp=80:8080")).contains("created");
    assertThat(text("get", "configmap", "c", "-o", "jsonpath={.data.a}")).isEqualTo("b");
    assertThat(text("get", "secret", "s", "-o", "jsonpath={.data.p}")).isEqualTo("cQ==");
    assertThat(text("get", "deploy", "d", "-o", "jsonpath={.spec.replicas}")).isEqualTo("0");
    assertThat(text("get", "svc", "y", "-o", "jsonpath={.spec.ports[0].targetPort}"))
        .isEqualTo("8080");
    assertThat(text("delete", "configmap", "--all")).contains("\"c\" deleted");
  }

  @Test
  void knowsCanaries() {
    assertThat(apply(CANARY)).isEqualTo("canary.flagger.app/web created\n");
    assertThat(text("get", "canaries")).containsPattern("NAME +STATUS +WEIGHT");
    assertThat(text("describe", "canary", "web")).contains("Step Weight:  10");
    assertThat(text("explain", "canary.spec.analysis")).contains("stepWeight\t<number>");
    assertThat(text("explain", "deployment")).contains("KIND:       Deployment");
    assertThat(kubectl.input(CANARY + "  wrong: 1\n", "apply", "-f", "-").text())
        .contains("unknown field \"spec.wrong\"");
  }

  @Test
  void findsItsWay() {
    assertThat(text("api-resources"))
        .containsPattern("deployments +deploy +apps/v1 +true +Deployment")
        .containsPattern("canaries +flagger.app/v1beta1 +true +Canary");
    assertThat(text("api-versions")).contains("flagger.app/v1beta1\n", "apps/v1\n");
    assertThat(text("auth", "can-i", "create", "deployments")).isEqualTo("yes\n");
    assertThat(text("auth", "can-i", "--list")).contains("*.*");
    assertThat(text("version")).contains("Server Version: v1.36.1");
    assertThat(text("get", "nothing"))
        .isEqualTo("error: the server doesn't have a resource type \"nothing\"\n");
  }

  @Test
  void tellsEvents() {
    apply(WEB);
    // People look for events by the uid of what they are about.
    var event =
        """
        apiVersion: v1
        kind: Event
        metadata: {name: web.1}
        type: Warning
        reason: Synced
        message: Halt advancement
        lastTimestamp: "2026-01-01T00:00:00Z"
        involvedObject:
          {apiVersion: apps/v1, kind: Deployment, name: web, namespace: tellsevents, uid: %s}
        """
            .formatted(text("get", "deployment", "web", "-o", "jsonpath={.metadata.uid}"));
    assertThat(kubectl.input(event, "create", "-f", "-").code()).isZero();

    assertThat(text("get", "events"))
        .containsPattern("LAST SEEN +TYPE +REASON +OBJECT +MESSAGE")
        .containsPattern("Warning +Synced +deployment/web +Halt advancement");
    assertThat(text("events", "--for", "deployment/web")).contains("Halt advancement");
    assertThat(text("describe", "deployment", "web")).contains("Halt advancement");
  }

  private String text(String... arguments) {
    return kubectl.run(arguments).text();
  }

  private String apply(String manifest) {
    Said said = kubectl.input(manifest, "apply", "-f", "-");
    assertThat(said.code()).as(said.text()).isZero();
    return said.text();
  }
}
