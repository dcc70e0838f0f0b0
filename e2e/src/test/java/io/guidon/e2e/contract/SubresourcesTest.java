package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Status and scale, beside the object itself. */
@OnEachServer
final class SubresourcesTest {

  @AutoClose private final Api api;
  private final Endpoint deployments;

  SubresourcesTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    deployments = api.deployments();
  }

  @Test
  void aNewObjectHasNoStatusOfItsAuthor() {
    var wanted = Trees.object(Samples.deployment("a"));
    wanted.withObject("/status").put("replicas", 9);

    var created = deployments.create(wanted.toString()).created();

    assertThat(created.get("status")).isEqualTo(Trees.tree("{}"));
  }

  @Test
  void anUpdateOfTheObjectIgnoresTheStatus() {
    var changed = deployments.create(Samples.deployment("a")).created();
    changed.withObject("/status").put("replicas", 9);
    changed.withObject("/spec").put("replicas", 2);

    var updated = deployments.put("a", changed).ok();

    assertThat(updated.at("/spec/replicas").asInt()).isEqualTo(2);
    assertThat(updated.get("status")).isEqualTo(Trees.tree("{}"));
  }

  @Test
  void anUpdateOfTheStatusIgnoresTheSpec() {
    var changed = deployments.create(Samples.deployment("a")).created();
    changed.withObject("/status").put("replicas", 9);
    changed.withObject("/spec").put("replicas", 2);

    var updated = deployments.sub("status").put("a", changed).ok();

    assertThat(updated.at("/spec/replicas").asInt()).isEqualTo(1);
    assertThat(updated.at("/status/replicas").asInt()).isEqualTo(9);
  }

  @Test
  void anUpdateOfTheStatusIgnoresLabels() {
    var changed = deployments.create(Samples.deployment("a")).created();
    changed.withObject("/metadata/labels").put("k", "v");

    var updated = deployments.sub("status").put("a", changed).ok();

    assertThat(updated.at("/metadata/labels").isMissingNode()).isTrue();
  }

  @Test
  void theStatusOfACustomResourceIgnoresAllMetadata() {
    var widgets = api.widgets(Samples.OPEN_WITH_STATUS);
    widgets.create("metadata: {name: a}").created();

    var updated =
        widgets
            .sub("status")
            .mergePatch("a", "{metadata: {annotations: {k: v}}, spec: {x: 1}, status: {y: 2}}")
            .ok();

    assertThat(updated.at("/status")).isEqualTo(Trees.tree("{y: 2}"));
    assertThat(updated.has("spec")).isFalse();
    assertThat(updated.at("/metadata").has("annotations")).isFalse();
  }

  @Test
  void theObjectOfACustomResourceIgnoresItsStatus() {
    var widgets = api.widgets(Samples.OPEN_WITH_STATUS);

    var created = widgets.create("{metadata: {name: a}, spec: {x: 1}, status: {y: 2}}").created();

    assertThat(created.has("status")).isFalse();
  }

  @Test
  void aCustomResourceWithoutTheSubresourceKeepsItsStatus() {
    var widgets = api.widgets(Samples.OPEN);

    var created = widgets.create("{metadata: {name: a}, status: {y: 2}}").created();

    assertThat(created.at("/status")).isEqualTo(Trees.tree("{y: 2}"));
    widgets
        .sub("status")
        .get("a")
        .refused(404, "NotFound", "widgets.%s \"a\" not found".formatted(api.ownGroup()));
  }

  @Test
  void anUpdateOfTheStatusWithAnOldVersionConflicts() {
    var first = deployments.create(Samples.deployment("a")).created();
    deployments.mergePatch("a", "spec: {replicas: 2}").ok();

    deployments
        .sub("status")
        .put("a", first)
        .refused(
            409,
            "Conflict",
            "Operation cannot be fulfilled on deployments.apps \"a\": the object has been modified;"
                + " please apply your changes to the latest version and try again");
  }

  @Test
  void theStatusCanBeReadAlone() {
    deployments.create(Samples.deployment("a")).created();

    var read = deployments.sub("status").get("a").ok();

    assertThat(read.at("/kind").asText()).isEqualTo("Deployment");
    assertThat(read.at("/spec/replicas").asInt()).isEqualTo(1);
  }

  @Test
  void configMapsHaveNoStatus() {
    api.configMaps().create("metadata: {name: a}").created();

    api.configMaps()
        .sub("status")
        .get("a")
        .refused(404, "NotFound", "the server could not find the requested resource");
  }

  @Test
  void scaleTellsReplicasAndSelector() {
    var created = deployments.create(Samples.deployment("a")).created();

    var scale = deployments.sub("scale").get("a").ok();

    assertThat(scale.get("kind").asText()).isEqualTo("Scale");
    assertThat(scale.get("apiVersion").asText()).isEqualTo("autoscaling/v1");
    assertThat(scale.get("spec")).isEqualTo(Trees.tree("replicas: 1"));
    assertThat(scale.get("status")).isEqualTo(Trees.tree("{replicas: 0, selector: app=web}"));
    assertThat(scale.at("/metadata/uid")).isEqualTo(created.at("/metadata/uid"));
    assertThat(scale.at("/metadata/resourceVersion"))
        .isEqualTo(created.at("/metadata/resourceVersion"));
  }

  @Test
  void scaleIsPut() {
    deployments.create(Samples.deployment("a")).created();

    var scale = deployments.sub("scale").put("a", "spec: {replicas: 5}").ok();

    assertThat(scale.at("/spec/replicas").asInt()).isEqualTo(5);
    assertThat(deployments.get("a").at("/spec/replicas").asInt()).isEqualTo(5);
  }

  @Test
  void scaleIsPatched() {
    deployments.create(Samples.deployment("a")).created();

    deployments.sub("scale").mergePatch("a", "spec: {replicas: 0}").ok();

    assertThat(deployments.get("a").at("/spec/replicas").asInt()).isZero();
  }

  @Test
  void scaleWithAnOldVersionConflicts() {
    deployments.create(Samples.deployment("a")).created();
    var scale = deployments.sub("scale").get("a").ok();
    deployments.mergePatch("a", "metadata: {labels: {k: v}}").ok();

    var refused = deployments.sub("scale").put("a", scale);

    assertThat(refused.code()).isEqualTo(409);
    assertThat(refused.text("/reason")).isEqualTo("Conflict");
  }

  @Test
  void scaleBelowZeroIsInvalid() {
    deployments.create(Samples.deployment("a")).created();

    deployments
        .sub("scale")
        .mergePatch("a", "spec: {replicas: -1}")
        .invalid(
            "Scale.autoscaling \"a\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0");
  }

  @Test
  void scaleIsWrittenByItsOwnManager() {
    deployments.create(Samples.deployment("a"), "fieldManager=author").created();

    deployments.sub("scale").mergePatch("a", "spec: {replicas: 3}", "fieldManager=scaler").ok();

    var entry = Trees.entry(deployments.get("a").ok(), "scaler");
    assertThat(entry.at("/subresource").asText()).isEqualTo("scale");
    assertThat(entry.at("/fieldsV1")).isEqualTo(Trees.tree("f:spec: {f:replicas: {}}"));
  }

  @Test
  void scaleOfNothingIsNotFound() {
    deployments.sub("scale").get("a").refused(404, "NotFound", "deployments.apps \"a\" not found");
  }
}
