package io.guidon.sim.network;

import static io.guidon.sim.network.LiveCluster.WEB;
import static io.guidon.sim.network.LiveCluster.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.network.http.Response;
import io.guidon.sim.store.Yaml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The load tester, asked as the operator's hooks ask it. */
@Execution(ExecutionMode.CONCURRENT)
final class LoadTesterTest {

  private static final String TESTER = "http://flagger-loadtester.test";

  private final LiveCluster cluster = withTester(new LiveCluster().withGateway());

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void keepsGates() {
    assertAnswer(hook("/gate/approve", "{}"), 200, "OK");
    assertAnswer(hook("/gate/halt", "{}"), 403, "Forbidden");
    assertAnswer(hook("/gate/check", "{}"), 403, "Forbidden");
    assertAnswer(hook("/gate/open", "{}"), 202, "");
    assertAnswer(hook("/gate/check", "{}"), 200, "Approved");
    assertAnswer(hook("/rollback/check", "{}"), 403, "Forbidden");
    assertAnswer(hook("/rollback/open", "{}"), 202, "");
    assertAnswer(hook("/rollback/check", "{}"), 200, "Approved");
    assertAnswer(hook("/gate/close", "{}"), 202, "");
    assertAnswer(hook("/gate/check", "{}"), 403, "Forbidden");
  }

  @Test
  void runsTheSmokeTestOfTheTutorial() {
    cluster.withApp("podinfo-canary", "podinfo:1", 1);

    assertAnswer(bash("curl -sd 'anon' http://podinfo-canary.test/token | grep token"), 200, "");
    assertThat(
            hook(
                    "/",
                    "{\"type\": \"bash\", \"returnCmdOutput\": \"true\","
                        + " \"cmd\": \"curl -s http://podinfo-canary.test/version\"}")
                .body()
                .text())
        .contains("\"version\":\"1\"");
    assertAnswer(
        bash("curl -s http://podinfo-canary.test/ | grep -q nothing"), 500, "exit status 1");
    assertAnswer(bash("curl -sf http://podinfo-canary.test/status/500"), 500, "exit status 22");
    assertAnswer(bash("curl -s http://nobody.test/token | grep token"), 500, "exit status 1");
    assertAnswer(bash("curl -s http://nobody.test/"), 500, "exit status 6");
    assertAnswer(
        bash("curl -s -o /dev/null -m 5 -X POST -H 'a: b' http://podinfo-canary.test/echo"),
        200,
        "");
  }

  @Test
  void sendsLoadThroughTheGatewayInTheBackground() {
    cluster
        .withApp("podinfo", "podinfo:1", 1)
        .withRoute("- backendRefs: [{name: podinfo, port: 80}]\n");
    String load =
        "{\"cmd\": \"hey -n 30 -q 100 -c 2 -host "
            + WEB
            + " http://gateway-istio.istio-ingress/\"}";

    assertAnswer(hook("/", load), 202, "");

    cluster.await("the load arrives", () -> fromGateway() == 30);
    assertThat(cluster.served())
        .filteredOn(served -> !served.route().isEmpty())
        .allSatisfy(served -> {
          assertThat(served.status()).isEqualTo(200);
          assertThat(served.route()).isEqualTo("podinfo.test");
        });
  }

  @Test
  void runsTheSameLoadForACanaryOnlyOnce() {
    cluster
        .withApp("podinfo", "podinfo:1", 1)
        .withRoute("- backendRefs: [{name: podinfo, port: 80}]\n");
    // One request each 0.5 s: the second hook comes while the first load runs.
    String load =
        "{\"type\": \"cmd\", \"cmd\": \"hey -n 3 -q 2 -c 1 -host "
            + WEB
            + " http://gateway-istio.istio-ingress/\"}";

    assertAnswer(hook("/", load), 202, "");
    assertAnswer(hook("/", load), 202, "");
    cluster.await("the load is over", () -> fromGateway() == 3);
    assertAnswer(bash("hey -n 5 -q 100 -c 1 http://podinfo.test/"), 200, "");

    // A second load would have sent its own in the meantime.
    assertThat(fromGateway()).isEqualTo(3);
  }

  @Test
  void saysWhatItUnderstands() {
    assertAnswer(hook("/", "{}"), 400, "metadata not found in payload");
    assertAnswer(hook("/", "{\"type\": \"cmd\"}"), 400, "cmd not found in metadata");
    assertAnswer(hook("/", "{\"cmd\": \"wrk http://x/\"}"), 400, "understood here: hey");
    assertAnswer(bash("curl -s http://x/ && echo yes"), 400, "found &");
    assertAnswer(hook("/", "{\"type\": \"helm\", \"cmd\": \"test x\"}"), 400, "found type helm");
    assertStatus(cluster.post(TESTER + "/", "no JSON"), 400);
  }

  private long fromGateway() {
    return cluster.served().stream().filter(served -> !served.by().isEmpty()).count();
  }

  private Response bash(String command) {
    return hook("/", "{\"type\": \"bash\", \"cmd\": \"" + command + "\"}");
  }

  private Response hook(String path, String metadata) {
    return cluster.post(
        TESTER + path,
        "{\"name\": \"podinfo\", \"namespace\": \"test\", \"phase\": \"Progressing\","
            + " \"metadata\": "
            + metadata
            + "}");
  }

  private static void assertAnswer(Response response, int status, String text) {
    assertStatus(response, status);
    assertThat(response.body().text()).contains(text);
  }

  private static LiveCluster withTester(LiveCluster cluster) {
    cluster.with(
        Yaml.parse(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: flagger-loadtester, namespace: test}
            spec:
              selector: {matchLabels: {app: flagger-loadtester}}
              template:
                metadata: {labels: {app: flagger-loadtester}}
                spec:
                  containers:
                  - name: loadtester
                    image: ghcr.io/fluxcd/flagger-loadtester:0.38.0
                    command: ["./loadtester", "-port=8080", "-log-level=info", "-timeout=1h"]
                    ports: [{name: http, containerPort: 8080}]
            """),
        Yaml.parse(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: flagger-loadtester, namespace: test}
            spec: {selector: {app: flagger-loadtester}, ports: [{name: http, port: 80, targetPort: http}]}
            """));
    cluster.await(
        "the load tester is ready", () -> cluster.readyEndpoints("flagger-loadtester") == 1);
    return cluster;
  }
}
