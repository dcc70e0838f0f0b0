package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Who writes something that is not what it was, or is there already. */
@OnEachServer
final class ConflictsTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;

  ConflictsTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    configMaps = api.configMaps();
  }

  @Test
  void aSecondObjectOfTheSameNameAlreadyExists() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .create("metadata: {name: a}")
        .refused(409, "AlreadyExists", "configmaps \"a\" already exists");
  }

  @Test
  void theStatusSaysWhichObjectIsMeant() {
    configMaps.create("metadata: {name: a}").created();

    var refused = configMaps.create("metadata: {name: a}");

    assertThat(refused.at("/details")).isEqualTo(Trees.tree("{name: a, kind: configmaps}"));
  }

  @Test
  void theStatusOfAGroupSaysTheGroup() {
    var refused = api.deployments().get("a");

    refused.refused(404, "NotFound", "deployments.apps \"a\" not found");
    assertThat(refused.at("/details"))
        .isEqualTo(Trees.tree("{name: a, group: apps, kind: deployments}"));
  }

  @Test
  void anUpdateOfAnOldVersionConflicts() {
    var first = configMaps.create("metadata: {name: a}").created();
    configMaps.mergePatch("a", "data: {k: v}").ok();

    configMaps.put("a", first).refused(409, "Conflict", modified("a"));
  }

  @Test
  void anUpdateWithoutVersionReplacesWhateverIsThere() {
    configMaps.create("{metadata: {name: a}, data: {k: v}}").created();

    var replaced = configMaps.put("a", "data: {k: w}").ok();

    assertThat(replaced.at("/data/k").asText()).isEqualTo("w");
  }

  @Test
  void anUpdateOfAnotherUidConflicts() {
    var first = configMaps.create("metadata: {name: a}").created();

    var refused = configMaps.put("a", "metadata: {uid: 11111111-2222-3333-4444-555555555555}");

    refused.refused(
        409,
        "Conflict",
        "Operation cannot be fulfilled on configmaps \"a\": StorageError: invalid object, Code: 4, Key:"
            + " /registry/configmaps/%s/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in"
                .formatted(api.namespace())
            + " precondition: 11111111-2222-3333-4444-555555555555, UID in object meta: "
            + first.at("/metadata/uid").asText());
  }

  @Test
  void anUpdateOfNothingIsNotFound() {
    configMaps.put("a", "data: {k: v}").refused(404, "NotFound", "configmaps \"a\" not found");
  }

  @Test
  void aMergePatchWithAnOldVersionConflicts() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .mergePatch("a", "{metadata: {resourceVersion: '1'}, data: {k: v}}")
        .refused(409, "Conflict", modified("a"));
  }

  @Test
  void aMergePatchWithTheRightVersionIsTaken() {
    var first = configMaps.create("metadata: {name: a}").created();
    var version = first.at("/metadata/resourceVersion").asText();

    var patched =
        configMaps.mergePatch(
            "a", "{metadata: {resourceVersion: '%s'}, data: {k: v}}".formatted(version));

    assertThat(patched.ok().at("/data/k").asText()).isEqualTo("v");
  }

  @Test
  void aPatchCannotChangeTheUid() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .mergePatch("a", "metadata: {uid: other}")
        .invalid(
            "ConfigMap \"a\" is invalid: metadata.uid: Invalid value: \"other\": field is immutable");
  }

  @Test
  void anObjectToBeCreatedHasNoVersion() {
    configMaps
        .create("metadata: {name: a, resourceVersion: '5'}")
        .refused(500, "", "resourceVersion should not be set on objects to be created");
  }

  @Test
  void anUpdateThatChangesNothingWritesNothing() {
    var first = configMaps.create("{metadata: {name: a}, data: {k: v}}").created();

    var again = configMaps.put("a", first.deepCopy()).ok();

    assertThat(again.at("/metadata/resourceVersion"))
        .isEqualTo(first.at("/metadata/resourceVersion"));
  }

  @Test
  void anUpdateOfACustomResourceNeedsTheVersion() {
    var widgets = api.widgets("schema: {openAPIV3Schema: {type: object}}");
    widgets.create("metadata: {name: a}").created();

    widgets
        .put("a", "metadata: {labels: {k: v}}")
        .invalid(
            "widgets.%s \"a\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update"
                .formatted(api.ownGroup()));
  }

  @Test
  void creationTimeAndUidCannotBeChosen() {
    var created =
        configMaps.create(
            "metadata: {name: a, uid: mine, creationTimestamp: '2001-01-01T00:00:00Z'}");

    assertThat(created.created().at("/metadata/uid").asText()).hasSize(36);
    assertThat(created.text("/metadata/creationTimestamp")).doesNotStartWith("2001");
  }

  private static String modified(String name) {
    return "Operation cannot be fulfilled on configmaps \"%s\": the object has been modified; please"
            .formatted(name)
        + " apply your changes to the latest version and try again";
  }
}
