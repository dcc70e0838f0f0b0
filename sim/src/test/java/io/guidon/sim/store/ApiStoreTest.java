package io.guidon.sim.store;

import static io.guidon.sim.Manifests.APEX;
import static io.guidon.sim.Manifests.CANARY;
import static io.guidon.sim.Manifests.PRIMARY;
import static io.guidon.sim.Manifests.ROUTE;
import static io.guidon.sim.Manifests.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write.Outcome;
import io.guidon.core.rollout.Write.Outcome.Refused;
import io.guidon.core.rollout.Write.Outcome.Written;
import io.guidon.core.rollout.Write.Refusal;
import io.guidon.sim.Manifests;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.ApiStore.CanaryCrd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What the store does besides answering requests as a real API server does, which {@link
 * ConversationsTest} is about.
 */
final class ApiStoreTest {

  private final VirtualTime time = VirtualTime.create();
  private final ApiStore store = new ApiStore(time);
  private final ApiClient user = store.client("user");

  @Test
  void keepsEveryVersionOfEveryObjectInOrder() {
    user.create(Manifests.deployment("podinfo", "web:1"));
    time.runFor(Duration.ofSeconds(7));
    user.scale(TARGET, 5);
    user.create(Manifests.service("podinfo", "podinfo"));
    user.delete(TARGET);

    assertThat(store.journal())
        .extracting(change -> change.type() + " " + change.ref().kind())
        .containsExactly(
            "ADDED Deployment", "MODIFIED Deployment", "ADDED Service", "DELETED Deployment");
    assertThat(store.journal())
        .extracting(Change::resourceVersion)
        .isSorted()
        .doesNotHaveDuplicates();
    var scaled = store.journal().get(1);
    assertThat(scaled.at()).isEqualTo(time.now());
    assertThat(scaled.by().manager()).isEqualTo("user");
    assertThat(Trees.text(scaled.object(), "spec", "replicas")).isEqualTo("5");
    assertThat(scaled.before().map(before -> Trees.text(before, "spec", "replicas"))).contains("2");
  }

  @Test
  void givesTreesThatTheCallerMayChange() {
    var made = user.create(Manifests.deployment("podinfo", "web:1"));
    made.put("kind", "Changed");
    user.need(TARGET).put("kind", "Changed");

    assertThat(Trees.text(user.need(TARGET), "kind")).isEqualTo("Deployment");
  }

  @Test
  void isNotTouchedByLaterChangesOfWhatWasSent() {
    var sent = Manifests.deployment("podinfo", "web:1");
    user.create(sent);
    Trees.need(sent, "spec").put("replicas", 99);

    assertThat(Trees.text(user.need(TARGET), "spec", "replicas")).isEqualTo("2");
  }

  @Test
  void answersInTheVersionOfTheApiThatIsAskedFor() {
    user.create(Manifests.route(20));
    var older =
        new ObjectRef(
            "gateway.networking.k8s.io/v1beta1", "HTTPRoute", ROUTE.namespace(), ROUTE.name());

    assertThat(user.need(older).path("apiVersion").asText())
        .isEqualTo("gateway.networking.k8s.io/v1beta1");
    assertThat(store.list("gateway.networking.k8s.io/v1beta1", "HTTPRoute")).hasSize(1);
    int before = store.journal().size();
    user.update(user.need(older));
    assertThat(store.journal()).hasSize(before);
  }

  @Test
  void collectsDependentsGenerationByGeneration() {
    var canary = user.create(Manifests.canary());
    var primary =
        user.create(Manifests.ownedBy(canary, Manifests.deployment("podinfo-primary", "web:1")));
    user.create(Manifests.ownedBy(primary, Manifests.service("podinfo", "podinfo-primary")));
    user.create(Manifests.deployment("podinfo", "web:1"));
    assertThat(store.collectGarbage()).isEmpty();

    user.delete(CANARY);

    assertThat(store.collectGarbage()).containsExactly(PRIMARY);
    assertThat(store.collectGarbage()).containsExactly(APEX);
    assertThat(store.collectGarbage()).isEmpty();
    assertThat(store.refs("test")).containsExactly(TARGET);
  }

  @Test
  void collectsWhatBelongsToAnEarlierObjectOfTheSameName() {
    var first = user.create(Manifests.canary());
    user.create(Manifests.ownedBy(first, Manifests.service("podinfo", "podinfo")));
    user.delete(CANARY);
    user.create(Manifests.canary());

    assertThat(store.collectGarbage()).containsExactly(APEX);
  }

  @Test
  void keepsWhatHasAnotherOwnerLeft() {
    var canary = user.create(Manifests.canary());
    var target = user.create(Manifests.deployment("podinfo", "web:1"));
    var both = Manifests.ownedBy(canary, Manifests.service("podinfo", "podinfo"));
    var references = Trees.objects(Manifests.ownedBy(target, both), "metadata", "ownerReferences");
    Trees.need(both, "metadata").withArray("ownerReferences").add(references.getFirst());
    user.create(both);

    user.delete(CANARY);

    assertThat(store.collectGarbage()).isEmpty();
  }

  @Test
  void holdsADeletedObjectUntilItsLastFinalizerGoes() {
    var canary = Manifests.canary();
    Trees.need(canary, "metadata")
        .putArray("finalizers")
        .add("one.example.org/x")
        .add("two.example.org/x");
    user.create(canary);

    user.delete(CANARY);
    var marked = user.need(CANARY);
    user.edit(CANARY, tree -> finalizers(tree, "two.example.org/x"));
    assertThat(store.get(CANARY)).isPresent();
    var last = Trees.with(user.need(CANARY), tree -> finalizers(tree));
    var answer = store.update(last, Author.of("user"));

    assertThat(Trees.text(marked, "metadata", "deletionTimestamp"))
        .isEqualTo(Trees.time(time.now()));
    assertThat(answer).isEqualTo(new Written(Optional.empty()));
    assertThat(store.get(CANARY)).isEmpty();
    assertThat(store.journal().getLast().type()).isEqualTo(Change.Type.DELETED);
  }

  @Test
  void createsNothingInANamespaceThatEnds() {
    store.terminateNamespace("test");

    var answer = store.create(Manifests.canary(), Author.of("user"));

    assertThat(answer)
        .isEqualTo(
            new Refused(
                Refusal.TERMINATING,
                "canaries.flagger.app \"podinfo\" is forbidden: unable to create new content in namespace test because it"
                    + " is being terminated"));
  }

  @Test
  void findsNothingOfAKindThatIsNotInstalled() {
    user.create(Manifests.route(0));
    store.uninstall("gateway.networking.k8s.io/v1", "HTTPRoute");

    assertThat(why(store.create(Manifests.route(0), Author.of("user"))))
        .isEqualTo(Refusal.NO_SUCH_KIND);
    assertThat(store.get(ROUTE)).isEmpty();
    assertThat(store.isInstalled("gateway.networking.k8s.io/v1beta1", "HTTPRoute")).isFalse();

    store.install("gateway.networking.k8s.io/v1", "HTTPRoute");
    user.create(Manifests.route(0));
    assertThat(store.get(ROUTE)).isPresent();
  }

  @Test
  void prunesTheRecordWhenFlaggersCrdIsInstalled() {
    var old = new ApiStore(time, CanaryCrd.FLAGGER).client("guidon");
    old.create(Manifests.canary());
    user.create(Manifests.canary());

    for (var client : List.of(old, user)) {
      client.editStatus(
          CANARY, status -> status.put("phase", "Initializing").putObject("run").put("shape", 1));
    }

    assertThat(old.need(CANARY).path("status").has("run")).isFalse();
    assertThat(Trees.text(old.need(CANARY), "status", "phase")).isEqualTo("Initializing");
    assertThat(user.need(CANARY).path("status").has("run")).isTrue();
  }

  @Test
  void tellsListenersOfNestedChangesInOrder() {
    var seen = new ArrayList<String>();
    store.onChange(change -> {
      if (change.type() == Change.Type.ADDED) {
        user.scale(TARGET, 7);
      }
    });
    store.onChange(change -> seen.add(change.type() + " " + change.resourceVersion()));

    user.create(Manifests.deployment("podinfo", "web:1"));

    assertThat(seen).containsExactly("ADDED 2", "MODIFIED 3");
  }

  @Test
  void throwsWhenAClientThatExpectsSuccessIsRefused() {
    assertThatThrownBy(() -> user.scale(TARGET, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("NOT_FOUND: deployments.apps \"podinfo\" not found");
  }

  private static void finalizers(ObjectNode tree, String... names) {
    var list = Trees.need(tree, "metadata").putArray("finalizers");
    List.of(names).forEach(list::add);
  }

  private static Refusal why(Outcome outcome) {
    return switch (outcome) {
      case Refused refused -> refused.why();
      case Written written -> throw new AssertionError(written);
    };
  }
}
