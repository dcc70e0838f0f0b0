package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Requests with {@code dryRun=All}: answered as the others, without effect. */
@OnEachServer
final class DryRunTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;

  DryRunTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    configMaps = api.configMaps();
  }

  @Test
  void aCreationIsAnsweredButNothingIsThere() {
    var created = configMaps.create("metadata: {name: a}", "dryRun=All").created();

    assertThat(created.at("/metadata/uid").asText()).hasSize(36);
    assertThat(created.at("/metadata").has("resourceVersion")).isFalse();
    configMaps.get("a").refused(404, "NotFound", "configmaps \"a\" not found");
  }

  @Test
  void anUpdateIsAnsweredButNotKept() {
    var first = configMaps.create("{metadata: {name: a}, data: {x: '1'}}").created();

    var patched = configMaps.mergePatch("a", "data: {x: '2'}", "dryRun=All").ok();

    assertThat(patched.at("/data/x").asText()).isEqualTo("2");
    assertThat(configMaps.get("a").body()).isEqualTo(first);
  }

  @Test
  void anApplyShowsItsConflicts() {
    configMaps.apply("a", "one", "data: {x: '1'}").created();

    configMaps
        .apply("a", "two", "data: {x: '2'}", "dryRun=All")
        .refused(409, "Conflict", "Apply failed with 1 conflict: conflict with \"one\": .data.x");
  }

  @Test
  void anApplyShowsWhatWouldBeThere() {
    configMaps.apply("a", "one", "data: {x: '1'}", "dryRun=All").created();

    configMaps.get("a").refused(404, "NotFound", "configmaps \"a\" not found");
  }

  @Test
  void aDeletionKeepsTheObject() {
    configMaps.create("metadata: {name: a}").created();

    configMaps.delete("a", "dryRun=All").ok();

    configMaps.get("a").ok();
  }

  @Test
  void whatIsInvalidIsRefused() {
    api.deployments()
        .create(Samples.deployment("a") + "  replicas: -1\n", "dryRun=All")
        .invalid(
            "Deployment.apps \"a\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0");
  }

  @Test
  void anotherValueIsInvalid() {
    configMaps
        .create("metadata: {name: a}", "dryRun=Some")
        .invalid(
            "CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]: supported values: \"All\"");
  }
}
