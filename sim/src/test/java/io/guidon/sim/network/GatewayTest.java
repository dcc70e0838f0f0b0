package io.guidon.sim.network;

import static io.guidon.sim.network.LiveCluster.WEB;
import static io.guidon.sim.network.LiveCluster.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.Manifests;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.store.Trees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real requests through the gateway of a live cluster. */
@Execution(ExecutionMode.CONCURRENT)
final class GatewayTest {

  private static final String SPLIT =
      """
      - backendRefs:
        - {name: podinfo-primary, port: 80, weight: %d}
        - {name: podinfo-canary, port: 80, weight: %d}
      """;

  private final LiveCluster cluster = new LiveCluster().withGateway();

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void splitsRequestsByWeight() {
    twoVersions().withRoute(SPLIT.formatted(80, 20));

    int canary = 0;
    for (int i = 0; i < 2000; i++) {
      canary += version("/").equals("2.0.0") ? 1 : 0;
    }

    // 400 are expected; five standard deviations are 90.
    assertThat(canary).isBetween(310, 490);
  }

  @Test
  void hasANewWeightInEffectBeforeItReportsTheRoute() {
    twoVersions().withRoute(SPLIT.formatted(100, 0));
    for (int round = 0; round < 10; round++) {
      String expected = round % 2 == 0 ? "2.0.0" : "1.0.0";
      int weight = round % 2 == 0 ? 100 : 0;

      cluster.withRoute(SPLIT.formatted(100 - weight, weight));

      for (int i = 0; i < 20; i++) {
        assertThat(version("/")).isEqualTo(expected);
      }
    }
  }

  @Test
  void prefersTheMoreSpecificMatch() {
    twoVersions()
        .withRoute(
            """
            - matches:
              - path: {type: PathPrefix, value: /}
              backendRefs: [{name: podinfo-primary, port: 80}]
            - matches:
              - path: {type: PathPrefix, value: /}
                headers: [{type: Exact, name: x-canary, value: insider}]
              - path: {type: Exact, value: /version}
                queryParams: [{name: canary, value: "yes"}]
              - path: {type: PathPrefix, value: /echo}
                method: POST
              backendRefs: [{name: podinfo-canary, port: 80}]
            """);

    assertThat(version("/version")).isEqualTo("1.0.0");
    assertThat(version(Request.get("/version").withHeader("X-Canary", "insider")))
        .isEqualTo("2.0.0");
    assertThat(version(Request.get("/version").withHeader("X-Canary", "insiders")))
        .isEqualTo("1.0.0");
    assertThat(version("/version?a=b&canary=yes")).isEqualTo("2.0.0");
    assertThat(version("/version?canary=no")).isEqualTo("1.0.0");
  }

  @Test
  void keepsSessionsWithTheCookiesThatAreSet() {
    twoVersions()
        .withRoute(
            """
            - matches:
              - headers:
                - {name: Cookie, type: RegularExpression, value: ".*flagger-cookie.*LpsIaLdoNZ.*"}
              backendRefs:
              - {name: podinfo-primary, port: 80, weight: 0}
              - {name: podinfo-canary, port: 80, weight: 100}
            - matches:
              - path: {type: PathPrefix, value: /}
              backendRefs:
              - {name: podinfo-primary, port: 80, weight: 50}
              - name: podinfo-canary
                port: 80
                weight: 50
                filters:
                - type: ResponseHeaderModifier
                  responseHeaderModifier:
                    add: [{name: Set-Cookie, value: "flagger-cookie=LpsIaLdoNZ; Max-Age=21600"}]
            """);

    for (int i = 0; i < 50; i++) {
      var response = cluster.get("/version");
      boolean canary = response.body().text().contains("2.0.0");
      assertThat(response.headers().first("Set-Cookie").isPresent()).isEqualTo(canary);
      var sticky = Request.get("/version").withHeader("Cookie", "a=b; flagger-cookie=LpsIaLdoNZ");
      assertThat(version(sticky)).isEqualTo("2.0.0");
    }
  }

  @Test
  void mirrorsRequestsWithoutWaiting() {
    twoVersions()
        .withRoute(
            """
            - filters:
              - type: RequestMirror
                requestMirror: {backendRef: {name: podinfo-canary, port: 80}}
              backendRefs: [{name: podinfo-primary, port: 80}]
            """);

    for (int i = 0; i < 20; i++) {
      assertThat(version("/version")).isEqualTo("1.0.0");
    }

    cluster.await("all copies arrived", () -> mirrored() == 20);
    assertThat(cluster.served())
        .filteredOn(served -> served.kind() == Served.Kind.MIRRORED)
        .allSatisfy(
            copy -> assertThat(copy.pod().orElseThrow().workload()).isEqualTo("podinfo-canary"));
  }

  @Test
  void appliesFilters() {
    twoVersions()
        .withRoute(
            """
            - matches: [{path: {type: PathPrefix, value: /old}}]
              filters:
              - {type: URLRewrite, urlRewrite: {hostname: inner.example.com, path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}
              - {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-set, value: one}], remove: [x-gone]}}
              - {type: ResponseHeaderModifier, responseHeaderModifier: {set: [{name: x-answer, value: two}]}}
              - {type: CORS, cors: {allowOrigins: ["https://*.example.com"], allowMethods: [GET], maxAge: 60}}
              backendRefs: [{name: podinfo-primary, port: 80}]
            - matches: [{path: {type: Exact, value: /moved}}]
              filters:
              - {type: RequestRedirect, requestRedirect: {scheme: https, hostname: new.example.com, statusCode: 301}}
            """);

    var headers =
        cluster.send(
            Request.get("/old/headers")
                .withHeader("Host", WEB)
                .withHeader("X-Gone", "x")
                .withHeader("Origin", "https://a.example.com"));
    assertThat(headers.body().text())
        .contains("inner.example.com")
        .contains("\"x-set\":[\"one\"]")
        .doesNotContain("X-Gone");
    assertThat(headers.headers().first("x-answer")).contains("two");
    assertThat(headers.headers().first("Access-Control-Allow-Origin"))
        .contains("https://a.example.com");

    var preflight =
        cluster.send(
            new Request(
                "OPTIONS",
                "/old/headers",
                Request.get("/")
                    .headers()
                    .set("Host", WEB)
                    .set("Origin", "https://a.example.com")
                    .set("Access-Control-Request-Method", "GET"),
                Request.get("/").body()));
    assertThat(preflight.headers().first("Access-Control-Max-Age")).contains("60");

    var moved = cluster.get("/moved");
    assertStatus(moved, 301);
    assertThat(moved.headers().first("Location")).contains("https://new.example.com/moved");
  }

  @Test
  void saysWhatIsMissing() {
    twoVersions();
    assertStatus(cluster.get("/"), 404);

    cluster.withRoute(SPLIT.formatted(0, 0));
    assertStatus(cluster.get("/"), 500);

    cluster.withRoute(SPLIT.formatted(1, 0));
    assertStatus(cluster.get("/"), 200);
    assertStatus(cluster.send(Request.get("/").withHeader("Host", "other.example.com")), 404);

    cluster.user(
        client -> client.scale(Manifests.ref("apps/v1", "Deployment", "podinfo-primary"), 0));
    cluster.await("nobody is ready", () -> cluster.readyEndpoints("podinfo-primary") == 0);
    assertStatus(cluster.get("/"), 503);

    cluster.withRoute("- backendRefs: [{name: nobody, port: 80}]\n");
    assertStatus(cluster.get("/"), 500);
    assertThat(reason("ResolvedRefs")).isEqualTo("BackendNotFound");
  }

  @Test
  void endsRequestsThatTakeTooLong() {
    twoVersions()
        .withRoute(
            """
            - timeouts: {request: 100ms}
              backendRefs: [{name: podinfo-primary, port: 80}]
            """);

    assertStatus(cluster.get("/delay/30"), 504);
    assertStatus(cluster.get("/version"), 200);
  }

  @Test
  void reportsOnGatewaysAndTheirRoutes() {
    twoVersions().withRoute(SPLIT.formatted(1, 1));
    var ref = new ObjectRef("gateway.networking.k8s.io/v1", "Gateway", "istio-ingress", "gateway");

    cluster.await(
        "the Gateway counts its route",
        () ->
            Trees.objects(cluster.need(ref), "status", "listeners").stream()
                .anyMatch(listener -> listener.path("attachedRoutes").asInt() == 1));

    var gateway = cluster.need(ref);
    assertThat(Trees.text(Trees.objects(gateway, "status", "addresses").getFirst(), "value"))
        .isEqualTo("127.0.0.1");
    assertThat(Trees.objects(gateway, "status", "conditions"))
        .extracting(condition -> Trees.text(condition, "type") + Trees.text(condition, "status"))
        .containsExactly("AcceptedTrue", "ProgrammedTrue");
  }

  @Test
  void refusesHostnamesThatNoListenerHas() {
    twoVersions().withRoute(SPLIT.formatted(1, 1));
    cluster.edit(
        Manifests.ROUTE,
        route -> Trees.need(route, "spec").putArray("hostnames").add("www.elsewhere.org"));
    cluster.await("it is reported", () -> cluster.isReported(Manifests.ROUTE));

    assertThat(reason("Accepted")).isEqualTo("NoMatchingListenerHostname");
    assertStatus(cluster.send(Request.get("/").withHeader("Host", "www.elsewhere.org")), 404);
  }

  private LiveCluster twoVersions() {
    return cluster
        .withApp("podinfo-primary", "podinfo:1.0.0", 2)
        .withApp("podinfo-canary", "podinfo:2.0.0", 1);
  }

  private String version(String path) {
    return version(Request.get(path));
  }

  private String version(Request request) {
    var response = cluster.send(request.withHeader("Host", WEB));
    assertStatus(response, 200);
    return response.body().text().replaceAll("(?s).*\"version\":\"([^\"]*)\".*", "$1");
  }

  private long mirrored() {
    return cluster.served().stream()
        .filter(served -> served.kind() == Served.Kind.MIRRORED)
        .count();
  }

  private String reason(String type) {
    return Trees.objects(cluster.need(Manifests.ROUTE), "status", "parents").stream()
        .flatMap(parent -> Trees.objects(parent, "conditions").stream())
        .filter(condition -> Trees.text(condition, "type").equals(type))
        .map(condition -> Trees.text(condition, "reason"))
        .findFirst()
        .orElse("");
  }
}
