package io.guidon.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventType;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Endpoints;
import io.guidon.core.rollout.Write;
import io.guidon.core.rollout.Write.Outcome;
import io.guidon.core.rollout.Write.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesClusterTest {
  private static final String ALL = "/api/v1/services";
  private static final String IN_TEST = "/api/v1/namespaces/test/services";
  private static final String SLICES = "/apis/discovery.k8s.io/v1/endpointslices";
  private static final ObjectRef APP = new ObjectRef("v1", "Service", "test", "app");

  private final FakeApiServer server = new FakeApiServer();
  private final KubernetesCluster cluster =
      new KubernetesCluster(server.options(), InstantSource.system(), _ -> {});
  private final BlockingQueue<ObjectRef> changes = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    cluster.close();
    server.close();
  }

  @Test
  void asksTheApiServerForItsVersion() throws Exception {
    server.answers("GET", "/version", 200, "{\"major\":\"1\",\"gitVersion\":\"v1.30.1+k3s1\"}");
    server.answers("GET", "/version", 403, status("Forbidden", "not for you", ""));

    assertThat(cluster.serverVersion()).isEqualTo("v1.30.1+k3s1");
    assertThatThrownBy(cluster::serverVersion)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not for you");
  }

  @Test
  void leavesTheApiServerAloneAsLongAsItAsks() throws Exception {
    server.answers("POST", IN_TEST, 429, "", "Retry-After", "1");
    server.answers("POST", IN_TEST, 201, app("20", "u1"));
    var begun = System.nanoTime();

    assertThat(cluster.write(new Write.Create(tree(app("", "")))))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Refusal.THROTTLED));

    assertThat(cluster.write(new Write.Create(tree(app("", "")))))
        .isInstanceOf(Outcome.Written.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void putsTogetherAListOfSeveralPages() throws Exception {
    server.answers(
        "GET",
        ALL,
        200,
        "{\"metadata\":{\"continue\":\"next\"},\"items\":[" + app("5", "u1") + "]}");
    server.answers("GET", ALL, 200, list("7", service("other", "6", "u2")));

    start();

    assertThat(cluster.list("v1", "Service"))
        .containsExactlyInAnyOrder(APP, new ObjectRef("v1", "Service", "test", "other"));
    server.awaitAsked("GET", ALL);
    assertThat(server.awaitAsked("GET", ALL).query())
        .containsEntry("continue", "next")
        .containsEntry("limit", "500");
    assertThat(server.awaitAsked("WATCH", ALL).query())
        .containsEntry("resourceVersion", "7")
        .containsEntry("allowWatchBookmarks", "true");
  }

  @Test
  void watchesOnlyPinnedRevisionsOfItsOwn() throws Exception {
    start();

    assertThat(server.awaitAsked("GET", "/apis/apps/v1/controllerrevisions").query())
        .containsEntry("labelSelector", "guidon.io/canary-uid");
  }

  @Test
  void tellsWhatTheWatchTells() throws Exception {
    server.answers("GET", ALL, 200, list("7", app("5", "u1")));
    start();
    changes.clear();

    server.tell(ALL, event("MODIFIED", app("8", "u1")));
    assertThat(changes.take()).isEqualTo(APP);
    assertThat(version()).isEqualTo("8");

    server.tell(ALL, event("DELETED", app("9", "u1")));
    assertThat(changes.take()).isEqualTo(APP);
    assertThat(cluster.get(APP)).isEmpty();
  }

  @Test
  void resumesAWatchWhereItEnded() throws Exception {
    start();
    server.awaitAsked("WATCH", ALL);

    server.tell(ALL, event("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"42\"}}"));
    server.endWatch(ALL);

    assertThat(server.awaitAsked("WATCH", ALL).query()).containsEntry("resourceVersion", "42");
  }

  @Test
  void listsAnewWhenItsVersionHasExpired() throws Exception {
    server.answers("GET", ALL, 200, list("7", app("5", "u1")));
    start();
    server.awaitAsked("WATCH", ALL);
    server.answers("GET", ALL, 200, list("99", service("other", "90", "u2")));

    server.tell(ALL, event("ERROR", "{\"kind\":\"Status\",\"code\":410,\"message\":\"too old\"}"));

    assertThat(server.awaitAsked("WATCH", ALL).query()).containsEntry("resourceVersion", "99");
    assertThat(cluster.get(APP)).isEmpty();
    assertThat(cluster.list("v1", "Service")).hasSize(1);
  }

  @Test
  void readsItsOwnWriteAndIgnoresOlderEvents() throws Exception {
    server.answers("GET", ALL, 200, list("7", app("5", "u1")));
    start();
    server.answers("PATCH", IN_TEST + "/app", 200, app("20", "u1"));

    var outcome =
        cluster.write(new Write.Patch(APP, tree("{\"metadata\":{\"resourceVersion\":\"5\"}}")));

    assertThat(outcome).isInstanceOf(Outcome.Written.class);
    assertThat(version()).isEqualTo("20");
    changes.clear();
    server.tell(
        ALL, event("MODIFIED", app("15", "u1")), event("ADDED", service("other", "21", "u2")));
    assertThat(changes.take().name()).isEqualTo("other");
    assertThat(version()).isEqualTo("20");
  }

  @Test
  void doesNotBringBackWhatItDeleted() throws Exception {
    server.answers("GET", ALL, 200, list("7", app("5", "u1")));
    start();
    server.answers("DELETE", IN_TEST + "/app", 200, "{\"kind\":\"Status\",\"status\":\"Success\"}");

    var outcome = cluster.write(new Write.Delete(APP, "u1"));

    assertThat(outcome).isEqualTo(new Outcome.Written(java.util.Optional.empty()));
    assertThat(cluster.get(APP)).isEmpty();
    changes.clear();
    server.tell(
        ALL, event("MODIFIED", app("15", "u1")), event("ADDED", service("other", "21", "u2")));
    assertThat(changes.take().name()).isEqualTo("other");
    assertThat(cluster.get(APP)).isEmpty();
  }

  @Test
  void keepsADeletedObjectUntilItsFinalizersAreDone() throws Exception {
    server.answers("GET", ALL, 200, list("7", app("5", "u1")));
    start();
    var held =
        app("8", "u1")
            .replace(
                "\"uid\"",
                "\"finalizers\":[\"x/y\"],\"deletionTimestamp\":\"2026-01-01T00:00:00Z\",\"uid\"");
    server.answers("DELETE", IN_TEST + "/app", 200, held);

    cluster.write(new Write.Delete(APP, "u1"));

    assertThat(version()).isEqualTo("8");
    server.answers("PATCH", IN_TEST + "/app", 200, held.replace("[\"x/y\"]", "[]"));
    cluster.write(new Write.Patch(APP, tree("{\"metadata\":{\"finalizers\":[]}}")));
    assertThat(cluster.get(APP)).isEmpty();
  }

  @Test
  void seesTheNewerObjectAtOnceAfterAConflict() throws Exception {
    server.answers("GET", ALL, 200, list("7", app("5", "u1")));
    start();
    server.answers(
        "PATCH", IN_TEST + "/app", 409, status("Conflict", "the object has been modified", "app"));
    server.answers("GET", IN_TEST + "/app", 200, app("6", "u1"));
    changes.clear();

    var outcome = cluster.write(new Write.Patch(APP, tree("{}")));

    assertThat(outcome)
        .isEqualTo(new Outcome.Refused(Refusal.CONFLICT, "the object has been modified"));
    assertThat(version()).isEqualTo("6");
    assertThat(changes).containsExactly(APP);
  }

  @Test
  void staysWithTheConflictWhenTheNewerObjectCannotBeRead() throws Exception {
    server.answers("PATCH", IN_TEST + "/app", 409, status("Conflict", "modified", "app"));
    server.answers("GET", IN_TEST + "/app", 200, "no JSON");

    assertThat(cluster.write(new Write.Patch(APP, tree("{}"))))
        .isEqualTo(new Outcome.Refused(Refusal.CONFLICT, "modified"));
  }

  @Test
  void sendsAnApplyThatMustCreateWithAVersionOfNoObject() throws Exception {
    server.answers("PATCH", IN_TEST + "/app", 201, app("6", "u1"));

    cluster.write(
        new Write.Apply(
            tree(
                "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"app\",\"namespace\":\"test\",\"resourceVersion\":\"\"}}"),
            Write.FieldManager.SCALE));

    var request = server.awaitAsked("PATCH", IN_TEST + "/app");
    assertThat(request.type()).startsWith("application/apply-patch+yaml");
    assertThat(request.query())
        .containsEntry("fieldManager", "guidon-scale")
        .containsEntry("force", "true");
    assertThat(tree(request.body()).at("/metadata/resourceVersion").asText()).isEqualTo("1");
  }

  @Test
  void writesTheStatusAlone() throws Exception {
    var canary = new ObjectRef("flagger.app/v1beta1", "Canary", "test", "app");

    cluster.write(new Write.Status(canary, tree("{\"phase\":\"Progressing\"}"), "5"));

    var request =
        server.awaitAsked("PUT", "/apis/flagger.app/v1beta1/namespaces/test/canaries/app/status");
    assertThat(tree(request.body()))
        .isEqualTo(
            tree(
                "{\"apiVersion\":\"flagger.app/v1beta1\",\"kind\":\"Canary\",\"metadata\":{\"namespace\":\"test\",\"name\":\"app\",\"resourceVersion\":\"5\"},\"status\":{\"phase\":\"Progressing\"}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "409, AlreadyExists, app, ALREADY_EXISTS",
    "404, NotFound, app, NOT_FOUND",
    "404, NotFound, '', NO_SUCH_KIND",
    "403, Forbidden, app, FORBIDDEN",
    "400, BadRequest, app, INVALID",
    "422, Invalid, app, INVALID",
    "429, TooManyRequests, app, THROTTLED",
    "500, InternalError, app, UNAVAILABLE",
    "504, Timeout, app, UNAVAILABLE",
  })
  void saysWhyAWriteWasRefused(int code, String reason, String name, Refusal expected)
      throws Exception {
    server.answers("POST", IN_TEST, code, status(reason, "because", name));

    var outcome = cluster.write(new Write.Create(tree(app("", ""))));

    assertThat(outcome).isEqualTo(new Outcome.Refused(expected, "because"));
  }

  @Test
  void knowsATerminatingNamespace() throws Exception {
    var message =
        "services \\\"app\\\" is forbidden: unable to create new content in namespace test because it is being terminated";
    server.answers("POST", IN_TEST, 403, status("Forbidden", message, "app"));

    assertThat(cluster.write(new Write.Create(tree(app("", "")))))
        .isEqualTo(new Outcome.Refused(Refusal.TERMINATING, message.replace("\\", "")));
  }

  @Test
  void doesNotKnowWhatBecameOfAWriteWithoutAnAnswer() throws Exception {
    server.close();

    assertThat(cluster.write(new Write.Create(tree(app("", "")))))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.why()).isEqualTo(Refusal.UNAVAILABLE));
  }

  @Test
  void noticesAMissingKindThatIsInstalledLater() throws Exception {
    var routes = "/apis/gateway.networking.k8s.io/v1/httproutes";
    server.answers("GET", routes, 404, "404 page not found");
    server.answers("GET", ALL, 403, status("Forbidden", "services is forbidden", ""));

    start();

    server.awaitAsked("WATCH", routes);
    server.awaitAsked("WATCH", ALL);
    assertThat(cluster.kind("gateway.networking.k8s.io/v1", "HTTPRoute"))
        .isEqualTo(Cluster.KindState.READY);
    assertThat(cluster.kind("v1", "Service")).isEqualTo(Cluster.KindState.READY);
    assertThat(cluster.kind("networking.istio.io/v1", "VirtualService"))
        .isEqualTo(Cluster.KindState.MISSING);
  }

  @Test
  void tellsThatAKindWithoutObjectsCanBeSeenFromNowOn() throws Exception {
    var routes = "/apis/gateway.networking.k8s.io/v1/httproutes";
    server.answers("GET", routes, 404, "404 page not found");
    var seen = new LinkedBlockingQueue<String>();
    cluster.onKindChange((apiVersion, kind) -> {
      if (kind.equals("HTTPRoute")) {
        seen.add(apiVersion + " " + cluster.kind(apiVersion, kind));
      }
    });

    start();

    assertThat(seen.take()).isEqualTo("gateway.networking.k8s.io/v1 MISSING");
    assertThat(seen.take()).isEqualTo("gateway.networking.k8s.io/v1 READY");
  }

  @Test
  void forgetsTheObjectsOfAKindThatIsRemoved() throws Exception {
    server.answers("GET", ALL, 200, list("7", app("5", "u1")));
    start();
    server.awaitAsked("WATCH", ALL);
    changes.clear();
    server.answers("WATCH", ALL, 404, "404 page not found");

    server.endWatch(ALL);

    assertThat(changes.take()).isEqualTo(APP);
    assertThat(cluster.get(APP)).isEmpty();
  }

  @Test
  void countsReadyEndpointsOverAllSlicesOfAService() throws Exception {
    server.answers(
        "GET",
        SLICES,
        200,
        list("7", slice("a", "5", "true", "true"), slice("b", "6", "true", "false")));
    start();
    assertThat(cluster.endpoints("test", "app")).isEqualTo(new Endpoints.Known(3));
    assertThat(cluster.endpoints("test", "none")).isEqualTo(new Endpoints.None());
    changes.clear();

    server.tell(
        SLICES,
        event("MODIFIED", slice("a", "8", "true", "true")),
        event("MODIFIED", slice("b", "9", "false", "false")));

    assertThat(changes.take())
        .isEqualTo(new ObjectRef("discovery.k8s.io/v1", "EndpointSlice", "test", "app"));
    assertThat(cluster.endpoints("test", "app")).isEqualTo(new Endpoints.Known(2));
  }

  @Test
  void sendsEventsAsFlaggerDoesAndCountsThemUp() throws Exception {
    server.answers("GET", ALL, 200, list("7", app("5", "u1")));
    start();
    var events = "/api/v1/namespaces/test/events";
    server.answers("POST", events, 201, "{}");

    cluster.event(APP, EventType.WARNING, "Halt app.test advancement");
    cluster.event(APP, EventType.WARNING, "Halt app.test advancement");

    var event = tree(server.awaitAsked("POST", events).body());
    assertThat(event.path("reason").asText()).isEqualTo("Synced");
    assertThat(event.at("/source/component").asText()).isEqualTo("flagger");
    assertThat(event.at("/involvedObject/uid").asText()).isEqualTo("u1");
    assertThat(event.at("/metadata/name").asText()).matches("app\\.[0-9a-f]{16}");
    var again = server.awaitAsked("PATCH", events + "/" + event.at("/metadata/name").asText());
    assertThat(tree(again.body()).path("count").asInt()).isEqualTo(2);
  }

  @Test
  void takesAFreeLeaseAndGivesItBack() throws Exception {
    var leases = "/apis/coordination.k8s.io/v1/namespaces/test/leases";
    var lease = leases + "/flagger-leader-election";
    var story = new LinkedBlockingQueue<String>();
    server.answers("GET", lease, 404, status("NotFound", "not found", "flagger-leader-election"));
    server.answers("POST", leases, 201, "{}");
    var election =
        cluster.leaderElection(
            "test",
            "host_1",
            new LeaderElection.Outcome() {
              @Override
              public void acquired() {
                story.add("acquired");
              }

              @Override
              public void lost() {
                story.add("lost");
              }
            });

    election.start();

    assertThat(story.take()).isEqualTo("acquired");
    var created = tree(server.awaitAsked("POST", leases).body());
    assertThat(created.at("/spec/holderIdentity").asText()).isEqualTo("host_1");
    server.answers("GET", lease, 200, Json.text(created));
    server.answers("PUT", lease, 200, "{}");
    election.close();
    assertThat(story).containsExactly("lost");
    var released = tree(server.awaitAsked("PUT", lease).body());
    assertThat(released.at("/spec/holderIdentity").asText()).isEmpty();
    assertThat(released.at("/spec/leaseDurationSeconds").asInt()).isEqualTo(1);
  }

  private void start() throws InterruptedException {
    cluster.onChange(changes::add);
    cluster.start();
    assertThat(cluster.awaitSynced(Duration.ofMinutes(5))).isTrue();
  }

  private String version() {
    return cluster.get(APP).orElseThrow().path("metadata").path("resourceVersion").asText();
  }

  private static String app(String version, String uid) {
    return service("app", version, uid);
  }

  private static String service(String name, String version, String uid) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"namespace\":\"test\",\"name\":\"%s\",\"resourceVersion\":\"%s\",\"uid\":\"%s\"}}"
        .formatted(name, version, uid);
  }

  private static String slice(String name, String version, String first, String second) {
    return """
    {"addressType":"IPv4","metadata":{"namespace":"test","name":"%s","resourceVersion":"%s","uid":"%s",\
    "labels":{"kubernetes.io/service-name":"app"}},"endpoints":[{"conditions":{"ready":%s}},{"conditions":{"ready":%s}}]}\
    """
        .formatted(name, version, name, first, second);
  }

  private static String list(String version, String... items) {
    return "{\"metadata\":{\"resourceVersion\":\"%s\"},\"items\":[%s]}"
        .formatted(version, String.join(",", items));
  }

  private static String event(String type, String object) {
    return "{\"type\":\"%s\",\"object\":%s}".formatted(type, object);
  }

  private static String status(String reason, String message, String name) {
    return "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"%s\",\"message\":\"%s\",\"details\":{\"name\":\"%s\"}}"
        .formatted(reason, message, name);
  }

  private static ObjectNode tree(String json) throws IOException {
    return Json.parse(json);
  }
}
