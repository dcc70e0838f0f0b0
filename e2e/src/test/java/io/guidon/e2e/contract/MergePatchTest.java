package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** PATCH with {@code application/merge-patch+json} (RFC 7386). */
@OnEachServer
final class MergePatchTest {

  @AutoClose private final Api api;
  private final Endpoint deployments;
  private final Endpoint configMaps;

  MergePatchTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    deployments = api.deployments();
    configMaps = api.configMaps();
  }

  @Test
  void nullRemovesAField() {
    configMaps.create("{metadata: {name: a}, data: {x: '1', y: '2'}}").created();

    var patched = configMaps.mergePatch("a", "data: {x: null, z: '3'}").ok();

    assertThat(patched.get("data")).isEqualTo(Trees.tree("{y: '2', z: '3'}"));
  }

  @Test
  void listsAreReplacedAsAWhole() {
    deployments.create(Samples.deployment("a")).created();

    var patched =
        deployments.mergePatch(
            "a", "spec: {template: {spec: {containers: [{name: other, image: 'other:1'}]}}}");

    assertThat(Trees.texts(patched.ok().at("/spec/template/spec/containers"), "/name"))
        .containsExactly("other");
  }

  @Test
  void whatIsRemovedMayBeDefaultedAgain() {
    deployments.create(Samples.deployment("a")).created();
    deployments.mergePatch("a", "spec: {replicas: 5}").ok();

    var patched = deployments.mergePatch("a", "spec: {replicas: null}").ok();

    assertThat(patched.at("/spec/replicas").asInt()).isEqualTo(1);
  }

  @Test
  void theNameCannotBeChanged() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .mergePatch("a", "metadata: {name: b}")
        .refused(
            400, "BadRequest", "the name of the object (b) does not match the name on the URL (a)");
  }

  @Test
  void aPatchOfNothingIsNotFound() {
    configMaps
        .mergePatch("a", "data: {x: '1'}")
        .refused(404, "NotFound", "configmaps \"a\" not found");
  }

  @Test
  void anEmptyPatchWritesNothing() {
    var first = configMaps.create("metadata: {name: a}").created();

    var patched = configMaps.mergePatch("a", "{}").ok();

    assertThat(patched.at("/metadata/resourceVersion"))
        .isEqualTo(first.at("/metadata/resourceVersion"));
  }

  @Test
  void aFieldOfTheWrongTypeIsRefused() {
    deployments.create(Samples.deployment("a")).created();

    var refused = deployments.mergePatch("a", "spec: {replicas: many}");

    // Between the two is the whole object, as it would have been.
    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.text("/message"))
        .startsWith(" \"\" is invalid: patch: Invalid value: ")
        .endsWith(
            "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32");
  }

  @Test
  void aPatchThatIsNoObjectIsRefused() {
    configMaps.create("metadata: {name: a}").created();

    var refused = configMaps.mergePatch("a", "[1]");

    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused.text("/reason")).isEqualTo("BadRequest");
  }
}
