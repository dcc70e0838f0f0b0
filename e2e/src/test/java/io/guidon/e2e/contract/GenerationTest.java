package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What raises {@code metadata.generation}, and what does not. */
@OnEachServer
final class GenerationTest {

  @AutoClose private final Api api;
  private final Endpoint deployments;

  GenerationTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    deployments = api.deployments();
  }

  @Test
  void itBeginsWithOne() {
    var created = deployments.create(Samples.deployment("a")).created();

    assertThat(generation(created)).isEqualTo(1);
  }

  @Test
  void itCannotBeChosen() {
    var wanted = Trees.object(Samples.deployment("a"));
    wanted.withObject("/metadata").put("generation", 7);

    assertThat(generation(deployments.create(wanted.toString()).created())).isEqualTo(1);
  }

  @Test
  void aChangeOfTheSpecRaisesIt() {
    deployments.create(Samples.deployment("a")).created();

    assertThat(generation(deployments.mergePatch("a", "spec: {replicas: 3}").ok())).isEqualTo(2);
  }

  @Test
  void labelsDoNotRaiseIt() {
    deployments.create(Samples.deployment("a")).created();

    assertThat(generation(deployments.mergePatch("a", "metadata: {labels: {k: v}}").ok()))
        .isEqualTo(1);
  }

  @Test
  void annotationsOfADeploymentRaiseIt() {
    deployments.create(Samples.deployment("a")).created();

    assertThat(generation(deployments.mergePatch("a", "metadata: {annotations: {k: v}}").ok()))
        .isEqualTo(2);
  }

  @Test
  void annotationsOfACustomResourceDoNotRaiseIt() {
    var widgets = api.widgets(Samples.OPEN_WITH_STATUS);
    widgets.create("metadata: {name: a}").created();

    assertThat(generation(widgets.mergePatch("a", "metadata: {annotations: {k: v}}").ok()))
        .isEqualTo(1);
  }

  @Test
  void theStatusDoesNotRaiseIt() {
    deployments.create(Samples.deployment("a")).created();

    var written =
        deployments.sub("status").mergePatch("a", "status: {observedGeneration: 1, replicas: 1}");

    assertThat(written.at("/status/replicas").asInt()).isEqualTo(1);
    assertThat(generation(written.ok())).isEqualTo(1);
  }

  @Test
  void aWriteOfTheSameDoesNotRaiseIt() {
    deployments.create(Samples.deployment("a")).created();

    assertThat(generation(deployments.mergePatch("a", "spec: {replicas: 1}").ok())).isEqualTo(1);
  }

  @Test
  void scalingRaisesIt() {
    deployments.create(Samples.deployment("a")).created();

    deployments.sub("scale").mergePatch("a", "spec: {replicas: 4}").ok();

    assertThat(generation(deployments.get("a").ok())).isEqualTo(2);
  }

  @Test
  void aDeletionThatWaitsForAFinalizerRaisesIt() {
    deployments.create(Samples.deployment("a")).created();
    deployments.mergePatch("a", "metadata: {finalizers: [example.com/hold]}").ok();
    api.afterwards(() -> deployments.mergePatch("a", "metadata: {finalizers: null}"));

    var deleted = deployments.delete("a").ok();

    assertThat(generation(deleted)).isEqualTo(2);
  }

  @Test
  void configMapsHaveNone() {
    var created = api.configMaps().create("metadata: {name: a}").created();

    assertThat(created.at("/metadata/generation").isMissingNode()).isTrue();
  }

  @Test
  void aCustomResourceWithoutStatusSubresourceCountsItsStatus() {
    var widgets = api.widgets(Samples.OPEN);
    widgets.create("metadata: {name: a}").created();

    assertThat(generation(widgets.mergePatch("a", "status: {ready: true}").ok())).isEqualTo(2);
  }

  @Test
  void aCustomResourceCountsFieldsBesideItsSpec() {
    var widgets = api.widgets(Samples.OPEN_WITH_STATUS);
    widgets.create("metadata: {name: a}").created();

    assertThat(generation(widgets.mergePatch("a", "other: 1").ok())).isEqualTo(2);
  }

  private static int generation(JsonNode object) {
    return object.at("/metadata/generation").asInt();
  }
}
