package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Server-side apply: who owns a field, and what that means to others. */
@OnEachServer
final class ApplyTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;
  private final Endpoint deployments;

  ApplyTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    configMaps = api.configMaps();
    deployments = api.deployments();
  }

  @Test
  void itCreatesWhatIsNotThere() {
    configMaps.apply("a", "one", "data: {x: '1'}").created();

    assertThat(configMaps.get("a").at("/data")).isEqualTo(Trees.tree("{x: '1'}"));
  }

  @Test
  void itSaysWhoOwnsWhat() {
    var created = configMaps.apply("a", "one", "data: {x: '1'}").created();

    var entry = (ObjectNode) created.at("/metadata/managedFields/0");
    assertThat(entry.remove("time").asText())
        .isEqualTo(created.at("/metadata/creationTimestamp").asText());
    assertThat(entry)
        .isEqualTo(
            Trees.tree(
                """
                manager: one
                operation: Apply
                apiVersion: v1
                fieldsType: FieldsV1
                fieldsV1: {f:data: {f:x: {}}}
                """));
  }

  @Test
  void theSameAgainWritesNothing() {
    var first = configMaps.apply("a", "one", "data: {x: '1'}").created();

    var again = configMaps.apply("a", "one", "data: {x: '1'}").ok();

    assertThat(again.at("/metadata/resourceVersion"))
        .isEqualTo(first.at("/metadata/resourceVersion"));
  }

  @Test
  void whatAnotherOwnsConflicts() {
    configMaps.apply("a", "one", "data: {x: '1'}").created();

    var refused = configMaps.apply("a", "two", "data: {x: '2'}");

    refused.refused(
        409, "Conflict", "Apply failed with 1 conflict: conflict with \"one\": .data.x");
    assertThat(refused.at("/details/causes"))
        .isEqualTo(
            Trees.tree(
                "[{reason: FieldManagerConflict, message: 'conflict with \"one\"', field: .data.x}]"));
  }

  @Test
  void severalConflictsOfOneManagerAreListed() {
    configMaps.apply("a", "one", "data: {x: '1', y: '1'}").created();

    configMaps
        .apply("a", "two", "data: {x: '2', y: '2'}")
        .refused(
            409,
            "Conflict",
            "Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.x\n- .data.y");
  }

  @Test
  void conflictsOfTwoManagersAreListed() {
    configMaps.apply("a", "one", "data: {x: '1'}").created();
    configMaps.apply("a", "two", "data: {y: '1'}").ok();

    configMaps
        .apply("a", "three", "data: {x: '2', y: '2'}")
        .refused(
            409,
            "Conflict",
            "Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.x\nconflicts with \"two\":\n- .data.y");
  }

  @Test
  void whatAnotherUpdatedConflictsAndSaysHow() {
    configMaps.create("{metadata: {name: a}, data: {x: '1'}}", "fieldManager=one").created();

    configMaps
        .apply("a", "two", "data: {x: '2'}")
        .refused(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with \"one\" using v1: .data.x");
  }

  @Test
  void forceTakesTheFieldOver() {
    configMaps.apply("a", "one", "data: {x: '1', y: '1'}").created();

    var forced = configMaps.apply("a", "two", "data: {x: '2'}", "force=true").ok();

    assertThat(forced.at("/data/x").asText()).isEqualTo("2");
    assertThat(owned(forced, "one")).isEqualTo(Trees.tree("f:data: {f:y: {}}"));
    assertThat(owned(forced, "two")).isEqualTo(Trees.tree("f:data: {f:x: {}}"));
  }

  @Test
  void theSameValueIsShared() {
    configMaps.apply("a", "one", "data: {x: '1'}").created();

    var shared = configMaps.apply("a", "two", "data: {x: '1'}").ok();

    assertThat(owned(shared, "one")).isEqualTo(Trees.tree("f:data: {f:x: {}}"));
    assertThat(owned(shared, "two")).isEqualTo(Trees.tree("f:data: {f:x: {}}"));
  }

  @Test
  void aSharedFieldConflictsWithTheOther() {
    configMaps.apply("a", "one", "data: {x: '1'}").created();
    configMaps.apply("a", "two", "data: {x: '1'}").ok();

    configMaps
        .apply("a", "two", "data: {x: '2'}")
        .refused(409, "Conflict", "Apply failed with 1 conflict: conflict with \"one\": .data.x");
  }

  @Test
  void aFieldThatIsDroppedIsRemoved() {
    configMaps.apply("a", "one", "data: {x: '1', y: '1'}").created();

    var applied = configMaps.apply("a", "one", "data: {y: '1'}").ok();

    assertThat(applied.get("data")).isEqualTo(Trees.tree("{y: '1'}"));
  }

  @Test
  void aSharedFieldStaysWhenOneDropsIt() {
    configMaps.apply("a", "one", "data: {x: '1'}").created();
    configMaps.apply("a", "two", "data: {x: '1'}").ok();

    var applied = configMaps.apply("a", "one", "{}").ok();

    assertThat(applied.get("data")).isEqualTo(Trees.tree("{x: '1'}"));
    assertThat(Trees.texts(applied.at("/metadata/managedFields"), "/manager"))
        .containsExactly("two");
  }

  @Test
  void anUpdateTakesFieldsOverWithoutBeingAsked() {
    configMaps.apply("a", "one", "data: {x: '1'}").created();

    var patched = configMaps.mergePatch("a", "data: {x: '2'}", "fieldManager=two").ok();

    assertThat(Trees.texts(patched.at("/metadata/managedFields"), "/manager"))
        .containsExactly("two");
    assertThat(patched.at("/metadata/managedFields/0/operation").asText()).isEqualTo("Update");
  }

  @Test
  void replicasThatAreNoLongerAppliedFallBackToTheDefault() {
    deployments.apply("a", "one", Samples.deployment("a") + "  replicas: 5\n").created();

    var applied = deployments.apply("a", "one", Samples.deployment("a")).ok();

    assertThat(applied.at("/spec/replicas").asInt()).isEqualTo(1);
  }

  @Test
  void replicasThatWereScaledConflict() {
    deployments.apply("a", "one", Samples.deployment("a") + "  replicas: 5\n").created();
    deployments.sub("scale").mergePatch("a", "spec: {replicas: 7}", "fieldManager=scaler").ok();

    deployments
        .apply("a", "one", Samples.deployment("a") + "  replicas: 5\n")
        .refused(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with \"scaler\" with subresource \"scale\" using"
                + " apps/v1: .spec.replicas");
  }

  @Test
  void replicasThatWereScaledStayWhenTheyAreNoLongerApplied() {
    deployments.apply("a", "one", Samples.deployment("a") + "  replicas: 5\n").created();
    deployments.sub("scale").mergePatch("a", "spec: {replicas: 7}", "fieldManager=scaler").ok();

    var applied = deployments.apply("a", "one", Samples.deployment("a")).ok();

    assertThat(applied.at("/spec/replicas").asInt()).isEqualTo(7);
  }

  @Test
  void containersOfTwoManagersLiveSideBySide() {
    deployments.apply("a", "one", Samples.deployment("a")).created();

    var applied =
        deployments
            .apply(
                "a",
                "two",
                "spec: {template: {spec: {containers: [{name: side, image: 'side:1'}]}}}")
            .ok();

    assertThat(Trees.texts(applied.at("/spec/template/spec/containers"), "/name"))
        .containsExactly("web", "side");
    assertThat(owned(applied, "two").at("/f:spec/f:template/f:spec/f:containers"))
        .isEqualTo(Trees.tree("'k:{\"name\":\"side\"}': {.: {}, f:name: {}, f:image: {}}"));
  }

  @Test
  void listsWithoutKeysAreOwnedAsAWhole() {
    deployments.apply("a", "one", Samples.deployment("a")).created();
    deployments.apply("a", "two", container("args: [x]")).ok();

    deployments
        .apply("a", "three", container("args: [x, y]"))
        .refused(
            409,
            "Conflict",
            "Apply failed with 1 conflict: conflict with \"two\":"
                + " .spec.template.spec.containers[name=\"web\"].args");
  }

  @Test
  void listsOfCustomResourcesAreOwnedAsAWhole() {
    var widgets = api.widgets(Samples.OPEN);
    widgets.apply("a", "one", "spec: {list: [{name: x}]}").created();

    widgets
        .apply("a", "two", "spec: {list: [{name: y}]}")
        .refused(
            409, "Conflict", "Apply failed with 1 conflict: conflict with \"one\": .spec.list");
  }

  @Test
  void listsOfCustomResourcesHaveTheKeysThatTheirSchemaSays() {
    var widgets = api.widgets(WITH_KEYS);
    widgets.apply("a", "one", "spec: {list: [{name: x, weight: 1}]}").created();

    var applied = widgets.apply("a", "two", "spec: {list: [{name: y, weight: 2}]}").ok();

    assertThat(Trees.texts(applied.at("/spec/list"), "/name")).containsExactly("x", "y");
    assertThat(owned(applied, "two"))
        .isEqualTo(
            Trees.tree(
                "f:spec: {f:list: {'k:{\"name\":\"y\"}': {.: {}, f:name: {}, f:weight: {}}}}"));
  }

  @Test
  void theStatusIsOwnedApart() {
    var widgets = api.widgets(Samples.OPEN_WITH_STATUS);
    widgets.apply("a", "one", "spec: {x: 1}").created();

    var applied = widgets.sub("status").apply("a", "one", "status: {y: 2}").ok();

    var entries = applied.at("/metadata/managedFields");
    assertThat(Trees.texts(entries, "/subresource")).containsExactlyInAnyOrder("", "status");
    assertThat(applied.get("spec")).isEqualTo(Trees.tree("{x: 1}"));
    assertThat(applied.get("status")).isEqualTo(Trees.tree("{y: 2}"));
  }

  @Test
  void aStatusInTheObjectIsNeitherTakenNorOwned() {
    var widgets = api.widgets(Samples.OPEN_WITH_STATUS);

    var created = widgets.apply("a", "one", "{spec: {x: 1}, status: {y: 2}}").created();

    assertThat(created.has("status")).isFalse();
    assertThat(owned(created, "one")).isEqualTo(Trees.tree("f:spec: {.: {}, f:x: {}}"));
  }

  @Test
  void itCreatesEvenWithAVersion() {
    configMaps.apply("a", "one", "metadata: {resourceVersion: '5'}").created();
  }

  @Test
  void itDoesNotCreateWithAUid() {
    configMaps
        .apply("a", "one", "metadata: {uid: 11111111-2222-3333-4444-555555555555}")
        .refused(
            409,
            "Conflict",
            "Operation cannot be fulfilled on configmaps \"a\": uid mismatch: the provided object"
                + " specified uid 11111111-2222-3333-4444-555555555555, and no existing object was found");
  }

  @Test
  void anOldVersionConflicts() {
    configMaps.apply("a", "one", "data: {x: '1'}").created();

    configMaps
        .apply("a", "one", "{metadata: {resourceVersion: '5'}, data: {x: '2'}}")
        .refused(
            409,
            "Conflict",
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please"
                + " apply your changes to the latest version and try again");
  }

  @Test
  void managedFieldsAreNotApplied() {
    configMaps
        .apply("a", "one", "metadata: {managedFields: [{manager: x}]}")
        .refused(400, "BadRequest", "metadata.managedFields must be nil");
  }

  @Test
  void managedFieldsAreClearedByAnEmptyEntry() {
    configMaps.apply("a", "one", "data: {x: '1'}").created();

    var cleared = configMaps.mergePatch("a", "metadata: {managedFields: [{}]}").ok();

    assertThat(cleared.at("/metadata").has("managedFields")).isFalse();
  }

  @Test
  void itNeedsAManager() {
    var path = configMaps.path() + "/a";
    var body = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}";

    api.send("PATCH", path, body, "Content-Type: application/apply-patch+yaml")
        .invalid(
            "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
  }

  @Test
  void forceIsForApplyOnly() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .mergePatch("a", "data: {x: '1'}", "force=true")
        .invalid(
            "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch");
  }

  @Test
  void anUnknownFieldIsRefused() {
    configMaps
        .apply("a", "one", "dat: {x: '1'}")
        .refused(
            500,
            "",
            "failed to create typed patch object (/a; /v1, Kind=ConfigMap): .dat: field not declared in schema");
  }

  @Test
  void aKeyTwiceIsRefused() {
    deployments
        .apply("a", "one", "spec: {template: {spec: {containers: [{name: x}, {name: x}]}}}")
        .refused(
            500,
            "",
            "failed to create typed patch object (/a; apps/v1, Kind=Deployment):"
                + " .spec.template.spec.containers: duplicate entries for key [name=\"x\"]");
  }

  @Test
  void labelsAreOwnedOneByOne() {
    configMaps.apply("a", "one", "metadata: {labels: {x: '1'}}").created();

    var applied = configMaps.apply("a", "two", "metadata: {labels: {y: '1'}}").ok();

    assertThat(applied.at("/metadata/labels")).isEqualTo(Trees.tree("{x: '1', y: '1'}"));
    assertThat(owned(applied, "two")).isEqualTo(Trees.tree("f:metadata: {f:labels: {f:y: {}}}"));
  }

  private static final String WITH_KEYS =
      """
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                list:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [name]
                  items:
                    type: object
                    required: [name]
                    properties: {name: {type: string}, weight: {type: integer}}
      """;

  private static String container(String fields) {
    return "spec: {template: {spec: {containers: [{name: web, %s}]}}}".formatted(fields);
  }

  private static JsonNode owned(JsonNode object, String manager) {
    return Trees.entry(object, manager).get("fieldsV1");
  }
}
