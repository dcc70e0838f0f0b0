package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Leases, Events, autoscalers, EndpointSlices, ControllerRevisions and Pods. */
@OnEachServer
final class OtherKindsTest {

  @AutoClose private final Api api;
  private final Endpoint leases;
  private final Endpoint events;
  private final Endpoint autoscalers;
  private final Endpoint endpointSlices;
  private final Endpoint controllerRevisions;
  private final Endpoint pods;

  OtherKindsTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    leases = api.leases();
    events = api.events();
    autoscalers = api.autoscalers();
    endpointSlices = api.endpointSlices();
    controllerRevisions = api.controllerRevisions();
    pods = api.pods();
  }

  @Test
  void aLeaseKeepsMicroseconds() {
    var created =
        leases.create(
            "{metadata: {name: a}, spec: {holderIdentity: me, leaseDurationSeconds: 15, renewTime: '2026-01-01T00:00:00.123456Z'}}");

    assertThat(created.created().at("/spec/renewTime").asText())
        .isEqualTo("2026-01-01T00:00:00.123456Z");
  }

  @Test
  void aLeaseIsTakenByOneOnly() {
    var seen = leases.create("{metadata: {name: a}, spec: {holderIdentity: ''}}").created();
    var mine = seen.deepCopy();
    mine.withObject("/spec").put("holderIdentity", "me");
    var yours = seen.deepCopy();
    yours.withObject("/spec").put("holderIdentity", "you");

    leases.put("a", mine).ok();
    var refused = leases.put("a", yours);

    assertThat(refused.code()).isEqualTo(409);
    assertThat(leases.get("a").at("/spec/holderIdentity").asText()).isEqualTo("me");
  }

  @Test
  void aLeaseDurationIsPositive() {
    leases
        .create("{metadata: {name: a}, spec: {leaseDurationSeconds: 0}}")
        .invalid(
            "Lease.coordination.k8s.io \"a\" is invalid: spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0");
  }

  @Test
  void anEventIsKept() {
    var created = events.create(event("a")).created();

    assertThat(created.get("reason").asText()).isEqualTo("Synced");
    assertThat(created.get("reportingComponent").asText()).isEmpty();
  }

  @Test
  void anEventIsAboutItsNamespace() {
    events
        .create(event("a").replace("namespace: " + api.namespace(), "namespace: other"))
        .invalid(
            "Event \"a\" is invalid: involvedObject.namespace: Invalid value: \"other\": does not match event.namespace");
  }

  @Test
  void eventsSelectByWhatTheyAreAbout() {
    events.create(event("a")).created();
    events.create(event("b").replace("name: podinfo", "name: other")).created();

    var list =
        events.list("fieldSelector=involvedObject.kind=ConfigMap,involvedObject.name=podinfo").ok();

    assertThat(Trees.names(list)).containsExactly("a");
  }

  @Test
  void eventsOfTheOtherGroupAreTheSame() {
    events.create(event("a")).created();

    var same = api.in("events.k8s.io/v1", "events", "Event").get("a").ok();

    assertThat(same.get("note").asText()).isEqualTo("all is well");
    assertThat(same.at("/regarding/name").asText()).isEqualTo("podinfo");
  }

  @Test
  void anAutoscalerIsFilledIn() {
    var spec =
        autoscalers
            .create(
                "{metadata: {name: a}, spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}}}")
            .created()
            .get("spec");

    assertThat(spec.get("minReplicas").asInt()).isEqualTo(1);
    assertThat(spec.get("metrics"))
        .isEqualTo(
            Trees.tree(
                "[{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]"));
  }

  @Test
  void anAutoscalerHasMoreThanItsLeast() {
    autoscalers
        .create(
            "{metadata: {name: a}, spec: {minReplicas: 5, maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}}}")
        .invalid(
            "HorizontalPodAutoscaler.autoscaling \"a\" is invalid: spec.maxReplicas: Invalid value: 3: must be greater than or equal to `minReplicas`");
  }

  @Test
  void anAutoscalerNeedsATarget() {
    autoscalers
        .create(
            "{metadata: {name: a}, spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment}}}")
        .invalid(
            "HorizontalPodAutoscaler.autoscaling \"a\" is invalid: spec.scaleTargetRef.name: Required value");
  }

  @Test
  void anAutoscalerNeedsAMaximum() {
    var refused =
        autoscalers.create(
            "{metadata: {name: a}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}}}");

    refused.invalid(
        "HorizontalPodAutoscaler.autoscaling \"a\" is invalid: [spec.maxReplicas: Required value: must be set and greater than 0, spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`]");
  }

  @Test
  void anAutoscalerIsSeenInItsOldVersion() {
    autoscalers
        .create(
            "{metadata: {name: a}, spec: {minReplicas: 2, maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}}}")
        .created();

    var old =
        api.in("autoscaling/v1", "horizontalpodautoscalers", "HorizontalPodAutoscaler").get("a");

    assertThat(old.ok().get("apiVersion").asText()).isEqualTo("autoscaling/v1");
    assertThat(old.at("/spec/targetCPUUtilizationPercentage").asInt()).isEqualTo(80);
  }

  @Test
  void anEndpointSliceIsKept() {
    var created =
        endpointSlices.create(
            """
            metadata: {name: a, labels: {kubernetes.io/service-name: web}}
            addressType: IPv4
            endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}}]
            ports: [{port: 80}]
            """);

    assertThat(created.created().get("ports"))
        .isEqualTo(Trees.tree("[{name: '', port: 80, protocol: TCP}]"));
    assertThat(created.at("/metadata/generation").asInt()).isEqualTo(1);
  }

  @Test
  void theTypeOfAnEndpointSliceIsImmutable() {
    endpointSlices.create("{metadata: {name: a}, addressType: IPv4, endpoints: []}").created();

    endpointSlices
        .mergePatch("a", "addressType: IPv6")
        .invalid(
            "EndpointSlice.discovery.k8s.io \"a\" is invalid: addressType: Invalid value: \"IPv6\": field is immutable");
  }

  @Test
  void anAddressOfAnEndpointFitsItsType() {
    var refused =
        endpointSlices.create(
            "{metadata: {name: a}, addressType: IPv4, endpoints: [{addresses: [nowhere]}]}");

    refused.invalid(
        "EndpointSlice.discovery.k8s.io \"a\" is invalid: endpoints[0].addresses[0]: Invalid value: \"nowhere\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
  }

  @Test
  void theDataOfAControllerRevisionIsImmutable() {
    controllerRevisions.create("{metadata: {name: a}, revision: 1, data: {x: 1}}").created();

    controllerRevisions
        .mergePatch("a", "data: {x: 2}")
        .invalid(
            "ControllerRevision.apps \"a\" is invalid: data: Invalid value: {\"x\":2}: field is immutable");
  }

  @Test
  void theNumberOfAControllerRevisionMayRise() {
    controllerRevisions.create("{metadata: {name: a}, revision: 1, data: {x: 1}}").created();

    assertThat(controllerRevisions.mergePatch("a", "revision: 2").ok().get("revision").asInt())
        .isEqualTo(2);
  }

  @Test
  void aPodIsPending() {
    var created =
        pods.create("{metadata: {name: a}, spec: {containers: [{name: c, image: i}]}}").created();

    assertThat(created.at("/status/phase").asText()).isEqualTo("Pending");
    assertThat(created.at("/status/qosClass").asText()).isEqualTo("BestEffort");
  }

  @Test
  void thePodsSpecIsImmutable() {
    pods.create("{metadata: {name: a}, spec: {containers: [{name: c, image: i}]}}").created();

    var refused = pods.mergePatch("a", "spec: {hostname: other}");

    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.text("/message"))
        .startsWith(
            "Pod \"a\" is invalid: spec: Forbidden: pod updates may not change fields other than");
  }

  @Test
  void theImageOfAPodMayChange() {
    pods.create("{metadata: {name: a}, spec: {containers: [{name: c, image: i}]}}").created();

    var patched = pods.strategicPatch("a", "spec: {containers: [{name: c, image: j}]}").ok();

    assertThat(patched.at("/spec/containers/0/image").asText()).isEqualTo("j");
  }

  private String event(String name) {
    return """
    metadata: {name: %s}
    involvedObject: {apiVersion: v1, kind: ConfigMap, name: podinfo, namespace: %s}
    reason: Synced
    message: all is well
    type: Normal
    """
        .formatted(name, api.namespace());
  }
}
