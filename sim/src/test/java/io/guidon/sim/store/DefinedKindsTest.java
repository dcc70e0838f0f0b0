package io.guidon.sim.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.ResourceType.Subresource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kinds that CustomResourceDefinitions define, in a store that is as strict as a real cluster. */
final class DefinedKindsTest {

  private static final ObjectRef DEFINITION =
      new ObjectRef(
          "apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "canaries.flagger.app");
  private static final ObjectRef PODINFO =
      new ObjectRef("flagger.app/v1beta1", "Canary", "default", "podinfo");

  private final ApiStore store = ApiStore.served(VirtualTime.create(), 1000);
  private final ApiClient user = store.client("user");

  DefinedKindsTest() {
    user.create(Yaml.parse("{apiVersion: v1, kind: Namespace, metadata: {name: default}}"));
  }

  @Test
  void servesBuiltInKindsOnlyAtFirst() {
    assertThat(store.types())
        .extracting(ResourceType::qualified)
        .contains("pods", "deployments.apps")
        .doesNotContain("canaries.flagger.app");
    assertThatThrownBy(() -> user.create(canary()))
        .hasMessageContaining("the server could not find the requested resource");
  }

  @Test
  void needsTheNamespaceToBeThere() {
    var elsewhere =
        Yaml.parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: nope}}");

    assertThatThrownBy(() -> user.create(elsewhere))
        .hasMessageContaining("namespaces \"nope\" not found");
  }

  @ParameterizedTest
  @EnumSource
  void servesEveryDefinitionOfTheStories(Crd crd) {
    var made = user.create(crd.read());

    String plural = Trees.text(made, "spec", "names", "plural");
    assertThat(Trees.text(made, "status", "acceptedNames", "plural")).isEqualTo(plural);
    assertThat(Trees.objects(made, "status", "conditions"))
        .extracting(condition -> Trees.text(condition, "type"))
        .containsExactly("NamesAccepted", "Established");
    assertThat(store.types())
        .filteredOn(type -> type.plural().equals(plural))
        .singleElement()
        .satisfies(type ->
            assertThat(type.versions())
                .allSatisfy(version -> {
                  assertThat(version.schema()).isPresent();
                  assertThat(version.has(Subresource.STATUS)).isTrue();
                }));
  }

  @Test
  void fillsInAndPrunesAsTheRealDefinitionOfRoutesSays() {
    user.create(Crd.HTTP_ROUTES.read());
    var route =
        Yaml.parse(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: podinfo, namespace: default}
            spec:
              unknown: 1
              parentRefs: [{name: gateway}]
              rules: [{backendRefs: [{name: podinfo, port: 80}]}]
            """);

    var made = user.create(route);

    assertThat(made.path("spec"))
        .isEqualTo(
            Yaml.parse(
                """
                parentRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: gateway}]
                rules:
                - backendRefs: [{group: "", kind: Service, name: podinfo, port: 80, weight: 1}]
                  matches: [{path: {type: PathPrefix, value: /}}]
                """));
  }

  @Test
  void refusesWhatTheRealDefinitionOfCanariesForbids() {
    user.create(Crd.CANARIES.read());
    var incomplete = Trees.with(canary(), tree -> Trees.need(tree, "spec").remove("analysis"));
    var wrong =
        Trees.with(canary(), tree -> Trees.need(tree, "spec", "analysis").put("threshold", "many"));

    assertThatThrownBy(() -> user.create(incomplete))
        .hasMessageContaining("spec.analysis: Required value")
        .hasMessageContaining("some validation rules were not checked");
    assertThatThrownBy(() -> user.create(wrong))
        .hasMessageContaining("spec.analysis.threshold in body must be of type number: \"string\"");
  }

  @Test
  void removesTheObjectsOfADefinitionThatIsDeleted() {
    user.create(Crd.CANARIES.read());
    user.create(canary());

    user.delete(DEFINITION);

    assertThat(store.get(DEFINITION)).isEmpty();
    assertThat(store.list("flagger.app/v1beta1", "Canary")).isEmpty();
    assertThatThrownBy(() -> user.create(canary()))
        .hasMessageContaining("the server could not find the requested resource");
    assertThat(store.journal())
        .extracting(change -> change.type() + " " + change.ref().name())
        .endsWith(
            "MODIFIED canaries.flagger.app", "DELETED podinfo", "DELETED canaries.flagger.app");
  }

  @Test
  void keepsADeletedDefinitionAsLongAsAFinalizerHoldsAnObject() {
    user.create(Crd.CANARIES.read());
    user.create(
        Trees.with(
            canary(),
            held -> Trees.need(held, "metadata").putArray("finalizers").add("guidon.io/x")));

    user.delete(DEFINITION);
    assertThat(store.get(DEFINITION)).isPresent();
    assertThat(user.need(PODINFO).path("metadata").has("deletionTimestamp")).isTrue();

    var free = Trees.object();
    free.putObject("metadata").putNull("finalizers");
    var _ = store.patch(PODINFO, free, Author.of("user"));

    assertThat(store.get(DEFINITION)).isEmpty();
    assertThat(store.list("flagger.app/v1beta1", "Canary")).isEmpty();
  }

  @Test
  void keepsObjectsWhenTheirDefinitionGetsAStatusSubresource() {
    var plain =
        Trees.with(
            Crd.ALERT_PROVIDERS.read(),
            definition -> {
              Trees.need(definition, "metadata").put("name", "things.x.io");
              var spec = Trees.need(definition, "spec").put("group", "x.io");
              spec.putObject("names").put("kind", "Thing").put("plural", "things");
              version(definition).remove("subresources");
            });
    user.create(plain);
    user.create(
        Yaml.parse(
            "{apiVersion: x.io/v1beta1, kind: Thing, metadata: {name: a, namespace: default}}"));

    user.edit(
        new ObjectRef(DEFINITION.apiVersion(), DEFINITION.kind(), "", "things.x.io"),
        definition -> Trees.need(version(definition), "subresources").putObject("status"));

    var thing = new ObjectRef("x.io/v1beta1", "Thing", "default", "a");
    assertThat(store.get(thing)).isPresent();
    user.editStatus(thing, status -> status.put("phase", "Done"));
    assertThat(user.need(thing).path("metadata").path("generation").asInt()).isEqualTo(1);
  }

  @Test
  void remembersTheLastChangesOnlyAndKnowsWhichItForgot() {
    var small = ApiStore.forgetful(VirtualTime.create(), 10);
    var writer = small.client("user");
    var note = Yaml.parse("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: t}}");
    writer.create(note);
    for (int i = 0; i < 100; i++) {
      var patch = Trees.object();
      patch.putObject("data").put("count", Integer.toString(i));
      writer.patch(ObjectRef.of(note), patch);
    }

    assertThat(small.journal()).hasSizeBetween(10, 20);
    assertThat(small.forgotten())
        .isEqualTo(small.journal().getFirst().resourceVersion() - 1)
        .isPositive();
    assertThat(small.journal().getLast().resourceVersion())
        .isEqualTo(Long.parseLong(small.resourceVersion()));
  }

  private static ObjectNode version(ObjectNode definition) {
    return Trees.objects(definition, "spec", "versions").getFirst();
  }

  private static ObjectNode canary() {
    return Yaml.parse(
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: podinfo, namespace: default}
        spec:
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
          service: {port: 9898}
          analysis: {interval: 10s, threshold: 5, stepWeight: 10}
        """);
  }
}
