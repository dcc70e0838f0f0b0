package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * PATCH with {@code application/strategic-merge-patch+json}: lists have keys, and there are
 * directives.
 */
@OnEachServer
final class StrategicPatchTest {

  @AutoClose private final Api api;
  private final Endpoint deployments;
  private final Endpoint services;

  StrategicPatchTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    deployments = api.deployments();
    services = api.services();
  }

  @Test
  void containersAreMergedByName() {
    deployments.create(Samples.deployment("a")).created();

    var patched =
        template("{containers: [{name: web, image: 'web:2'}, {name: side, image: 'side:1'}]}");

    assertThat(Trees.texts(containers(patched), "/image")).containsExactly("web:2", "side:1");
  }

  @Test
  void aContainerKeepsWhatThePatchDoesNotName() {
    deployments.create(Samples.deployment("a")).created();
    template("{containers: [{name: web, args: [x]}]}").ok();

    var patched = template("{containers: [{name: web, image: 'web:2'}]}");

    assertThat(containers(patched).at("/0/args")).isEqualTo(Trees.tree("[x]"));
    assertThat(containers(patched).at("/0/image").asText()).isEqualTo("web:2");
  }

  @Test
  void deleteTakesAnElementAway() {
    deployments.create(Samples.deployment("a")).created();
    template("{containers: [{name: side, image: 'side:1'}]}").ok();

    var patched = template("{containers: [{name: web, $patch: delete}]}");

    assertThat(Trees.texts(containers(patched), "/name")).containsExactly("side");
  }

  @Test
  void replaceInAListReplacesTheList() {
    deployments.create(Samples.deployment("a")).created();

    var patched = template("{containers: [{name: other, image: 'other:1'}, {$patch: replace}]}");

    assertThat(Trees.texts(containers(patched), "/name")).containsExactly("other");
  }

  @Test
  void replaceInAnObjectReplacesTheObject() {
    var labelled = Trees.object(Samples.deployment("a"));
    labelled.withObject("/metadata/labels").put("old", "1");
    deployments.create(labelled.toString()).created();

    var patched =
        deployments.strategicPatch("a", "metadata: {labels: {$patch: replace, new: '2'}}").ok();

    assertThat(patched.at("/metadata/labels")).isEqualTo(Trees.tree("{new: '2'}"));
  }

  @Test
  void environmentIsMergedByName() {
    deployments.create(Samples.deployment("a")).created();
    template("{containers: [{name: web, env: [{name: A, value: '1'}, {name: B, value: '2'}]}]}")
        .ok();

    var patched = template("{containers: [{name: web, env: [{name: B, value: '3'}]}]}");

    assertThat(containers(patched).at("/0/env"))
        .isEqualTo(Trees.tree("[{name: A, value: '1'}, {name: B, value: '3'}]"));
  }

  @Test
  void portsOfAContainerAreMergedByNumber() {
    deployments.create(Samples.deployment("a")).created();
    template("{containers: [{name: web, ports: [{containerPort: 80}]}]}").ok();

    var patched = template("{containers: [{name: web, ports: [{containerPort: 80, name: http}]}]}");

    assertThat(containers(patched).at("/0/ports"))
        .isEqualTo(Trees.tree("[{containerPort: 80, name: http, protocol: TCP}]"));
  }

  @Test
  void argumentsAreReplacedAsAWhole() {
    deployments.create(Samples.deployment("a")).created();
    template("{containers: [{name: web, args: [a, b]}]}").ok();

    var patched = template("{containers: [{name: web, args: [c]}]}");

    assertThat(containers(patched).at("/0/args")).isEqualTo(Trees.tree("[c]"));
  }

  @Test
  void volumesAreMergedByName() {
    deployments.create(Samples.deployment("a")).created();
    template("{volumes: [{name: x, emptyDir: {}}]}").ok();

    var patched = template("{volumes: [{name: y, emptyDir: {}}]}");

    assertThat(Trees.texts(patched.ok().at("/spec/template/spec/volumes"), "/name"))
        .containsExactly("y", "x");
  }

  @Test
  void retainKeysDropsTheOtherKeys() {
    deployments.create(Samples.deployment("a")).created();

    var patched =
        deployments
            .strategicPatch("a", "spec: {strategy: {$retainKeys: [type], type: Recreate}}")
            .ok();

    assertThat(patched.at("/spec/strategy")).isEqualTo(Trees.tree("{type: Recreate}"));
  }

  @Test
  void finalizersAreMergedAsASet() {
    var held = Trees.object(Samples.deployment("a"));
    held.withObject("/metadata").putArray("finalizers").add("example.com/a");
    deployments.create(held.toString()).created();
    api.afterwards(() -> deployments.mergePatch("a", "metadata: {finalizers: null}"));

    var patched = deployments.strategicPatch("a", "metadata: {finalizers: [example.com/b]}").ok();

    assertThat(Trees.texts(patched.at("/metadata/finalizers"), ""))
        .containsExactlyInAnyOrder("example.com/a", "example.com/b");
  }

  @Test
  void deleteFromPrimitiveListTakesElementsAway() {
    var held = Trees.object(Samples.deployment("a"));
    held.withObject("/metadata").putArray("finalizers").add("example.com/a").add("example.com/b");
    deployments.create(held.toString()).created();
    api.afterwards(() -> deployments.mergePatch("a", "metadata: {finalizers: null}"));

    var patched =
        deployments.strategicPatch(
            "a", "metadata: {$deleteFromPrimitiveList/finalizers: [example.com/a]}");

    assertThat(patched.ok().at("/metadata/finalizers")).isEqualTo(Trees.tree("[example.com/b]"));
  }

  @Test
  void setElementOrderSaysTheOrder() {
    deployments.create(Samples.deployment("a")).created();

    var patched =
        template(
            """
            $setElementOrder/containers: [{name: web}, {name: side}]
            containers: [{name: side, image: 'side:1'}]
            """);

    assertThat(Trees.texts(containers(patched), "/name")).containsExactly("web", "side");
  }

  @Test
  void portsOfAServiceAreMergedByNumber() {
    services
        .create("{metadata: {name: a}, spec: {ports: [{name: x, port: 80}, {name: y, port: 81}]}}")
        .created();

    var patched = services.strategicPatch("a", "spec: {ports: [{port: 81, targetPort: 9000}]}");

    assertThat(patched.ok().at("/spec/ports"))
        .isEqualTo(
            Trees.tree(
                """
                - {name: x, port: 80, protocol: TCP, targetPort: 80}
                - {name: y, port: 81, protocol: TCP, targetPort: 9000}
                """));
  }

  @Test
  void conditionsAreMergedByType() {
    deployments.create(Samples.deployment("a")).created();
    var status = deployments.sub("status");
    status.strategicPatch("a", "status: {conditions: [{type: Available, status: 'False'}]}").ok();

    var patched =
        status.strategicPatch(
            "a",
            "status: {conditions: [{type: Progressing, status: 'True'}, {type: Available, status: 'True'}]}");

    assertThat(Trees.texts(patched.ok().at("/status/conditions"), "/status"))
        .containsExactly("True", "True");
  }

  @Test
  void anElementWithoutItsKeyIsRefused() {
    deployments.create(Samples.deployment("a")).created();

    var refused = template("{containers: [{image: 'web:2'}]}");

    refused.refused(500, "", "map: map[image:web:2] does not contain declared merge key: name");
  }

  @Test
  void customResourcesDoNotTakeIt() {
    var widgets = api.widgets(Samples.OPEN);
    widgets.create("metadata: {name: a}").created();

    widgets
        .strategicPatch("a", "spec: {x: 1}")
        .refused(
            415,
            "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include:"
                + " application/json-patch+json, application/merge-patch+json,"
                + " application/apply-patch+yaml");
  }

  private Answer template(String podSpec) {
    var patch = Trees.object("spec: {template: {}}");
    patch.withObject("/spec/template").set("spec", Trees.tree(podSpec));
    return deployments.strategicPatch("a", patch.toString());
  }

  private static JsonNode containers(Answer answer) {
    return answer.ok().at("/spec/template/spec/containers");
  }
}
