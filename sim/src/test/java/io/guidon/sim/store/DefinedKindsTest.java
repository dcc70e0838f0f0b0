package io.guidon.sim.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import org.junit.jupiter.api.Test;

/** Kinds that CustomResourceDefinitions define, in a store that is as strict as a real cluster. */
final class DefinedKindsTest {

  private static final ObjectRef DEFINITION =
      new ObjectRef(
          "apiextensions.k8s.io/v1", "CustomResourceDefinition", "", "canaries.flagger.app");
  private static final ObjectRef PODINFO =
      new ObjectRef("flagger.app/v1beta1", "Canary", "default", "podinfo");

  private final ApiStore store = new ApiStore(VirtualTime.create(), StoreSettings.REAL);
  private final ApiClient user = store.client("user");

  @Test
  void servesBuiltInKindsOnly() {
    assertThat(store.resourceTypes())
        .extracting(ResourceType::resource)
        .contains("pods", "deployments.apps", "events", "events.events.k8s.io")
        .doesNotContain("canaries.flagger.app");
    assertThatThrownBy(() -> user.create(canary()))
        .hasMessageContaining("the server could not find the requested resource");
    assertThat(store.list("flagger.app/v1beta1", "Canary")).isEmpty();
  }

  @Test
  void servesWhatADefinitionDefines() {
    var made = user.create(Crd.CANARIES.read());

    assertThat(Trees.text(made, "status", "acceptedNames", "plural")).isEqualTo("canaries");
    assertThat(Trees.objects(made, "status", "conditions"))
        .extracting(condition -> Trees.text(condition, "type"))
        .containsExactly("NamesAccepted", "Established");
    var type = store.resourceType("flagger.app/v1beta1", "Canary").orElseThrow();
    assertThat(type.names().categories()).containsExactly("all");
    assertThat(type.storageVersion().columns())
        .extracting(ResourceType.Column::name)
        .contains("Weight");
    assertThat(type.storageVersion().schema()).isPresent();
    assertThat(user.create(canary()).path("metadata").path("generation").asInt()).isEqualTo(1);
  }

  @Test
  void removesTheObjectsOfADefinitionThatIsDeleted() {
    user.create(Crd.CANARIES.read());
    user.create(canary());

    user.delete(DEFINITION);

    assertThat(store.get(DEFINITION)).isEmpty();
    assertThat(store.get(PODINFO)).isEmpty();
    assertThat(store.isInstalled("flagger.app/v1beta1", "Canary")).isFalse();
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
    assertThat(store.get(PODINFO)).isPresent();

    var free = Trees.object();
    free.putObject("metadata").putNull("finalizers");
    store.patch(PODINFO, free, Author.of("user"));
    assertThat(store.get(PODINFO)).isEmpty();
    assertThat(store.get(DEFINITION)).isEmpty();
  }

  @Test
  void servesOtherVersionsWhenTheDefinitionIsUpdated() {
    user.create(Crd.CANARIES.read());
    user.create(canary());

    user.edit(
        DEFINITION,
        definition -> {
          var next =
              (ObjectNode) Trees.need(definition, "spec").withArray("versions").get(0).deepCopy();
          Trees.need(definition, "spec")
              .withArray("versions")
              .add(next.put("name", "v1").put("storage", false));
        });

    assertThat(store.get(new ObjectRef("flagger.app/v1", "Canary", "default", "podinfo")))
        .hasValueSatisfying(
            tree -> assertThat(Trees.text(tree, "apiVersion")).isEqualTo("flagger.app/v1"));
    assertThat(store.isInstalled("flagger.app/v2", "Canary")).isFalse();
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
          analysis: {interval: 10s, threshold: 5}
        """);
  }
}
