package io.guidon.e2e.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What goes with its owners. */
@OnEachServer
final class GarbageCollectionTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;
  private final Endpoint deployments;

  GarbageCollectionTest(ServerUnderTest server, TestInfo test) {
    api = server.openWithGarbageCollector(test);
    configMaps = api.configMaps();
    deployments = api.deployments();
  }

  @Test
  void aDependentGoesAfterItsOwner() {
    var owner = deployments.create(Samples.deployment("owner")).created();
    dependent("a", reference(owner, ""));

    deployments.delete("owner").ok();

    awaitGone("a");
  }

  @Test
  void aDependentOfTwoStaysWhileOneIsThere() {
    var one = configMaps.create("metadata: {name: one}").created();
    var two = configMaps.create("metadata: {name: two}").created();
    dependent("both", reference(one, ""), reference(two, ""));
    dependent("only", reference(one, ""));

    configMaps.delete("one").ok();

    awaitGone("only");
    await().until(() -> configMaps.get("both").at("/metadata/ownerReferences").size() == 1);
    assertThat(configMaps.get("both").at("/metadata/ownerReferences/0/name").asText())
        .isEqualTo("two");
    configMaps.delete("two").ok();
    awaitGone("both");
  }

  @Test
  void dependentsOfDependentsGo() {
    var owner = configMaps.create("metadata: {name: owner}").created();
    var child = dependent("child", reference(owner, ""));
    dependent("grandchild", reference(child, ""));

    configMaps.delete("owner").ok();

    awaitGone("grandchild");
    awaitGone("child");
  }

  @Test
  void anOwnerWithAnotherUidIsNoOwner() {
    var owner = configMaps.create("metadata: {name: owner}").created();
    owner.withObject("/metadata").put("uid", "11111111-2222-3333-4444-555555555555");
    dependent("a", reference(owner, ""));

    awaitGone("a");
    configMaps.get("owner").ok();
  }

  @Test
  void orphansStayAndForgetTheirOwner() {
    var owner = configMaps.create("metadata: {name: owner}").created();
    dependent("a", reference(owner, ""));

    configMaps.deleteWith("owner", "propagationPolicy: Orphan");

    awaitGone("owner");
    assertThat(configMaps.get("a").ok().at("/metadata").has("ownerReferences")).isFalse();
  }

  @Test
  void foregroundLetsTheOwnerGoAfterItsDependents() {
    var owner = configMaps.create("metadata: {name: owner}").created();
    dependent("a", reference(owner, "blockOwnerDeletion: true"));
    var version = owner.at("/metadata/resourceVersion").asText();

    configMaps.delete("owner", "propagationPolicy=Foreground").ok();

    awaitGone("owner");
    try (var watch = configMaps.watch("resourceVersion=" + version)) {
      assertThat(deletions(watch)).containsExactly("a", "owner");
    }
  }

  @Test
  void backgroundLetsTheOwnerGoFirst() {
    var owner = configMaps.create("metadata: {name: owner}").created();
    dependent("a", reference(owner, "blockOwnerDeletion: true"));
    var version = owner.at("/metadata/resourceVersion").asText();

    configMaps.delete("owner", "propagationPolicy=Background").ok();

    try (var watch = configMaps.watch("resourceVersion=" + version)) {
      assertThat(deletions(watch)).containsExactly("owner", "a");
    }
  }

  @Test
  void aFinalizerHoldsADependentToo() {
    var owner = configMaps.create("metadata: {name: owner}").created();
    dependent("a", reference(owner, ""));
    configMaps.mergePatch("a", "metadata: {finalizers: [example.com/hold]}").ok();

    configMaps.delete("owner").ok();

    await().until(() -> configMaps.get("a").at("/metadata").has("deletionTimestamp"));
    configMaps.mergePatch("a", "metadata: {finalizers: null}").ok();
    awaitGone("a");
  }

  @Test
  void aReferenceNeedsAUid() {
    configMaps
        .create(
            "metadata: {name: a, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: o}]}")
        .invalid(
            "ConfigMap \"a\" is invalid: metadata.ownerReferences.uid: Invalid value: \"\": must not be empty");
  }

  @Test
  void onlyOneOwnerIsTheController() {
    var refused =
        configMaps.create(
            """
            metadata:
              name: a
              ownerReferences:
              - {apiVersion: v1, kind: ConfigMap, name: o, uid: '1', controller: true}
              - {apiVersion: v1, kind: ConfigMap, name: p, uid: '2', controller: true}
            """);

    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.text("/message"))
        .endsWith(
            "Only one reference can have Controller set to true. Found \"true\" in references for"
                + " ConfigMap/o and ConfigMap/p");
  }

  private ObjectNode dependent(String name, String... references) {
    return configMaps
        .create(
            "metadata: {name: %s, ownerReferences: [%s]}"
                .formatted(name, String.join(", ", references)))
        .created();
  }

  private static String reference(JsonNode owner, String more) {
    return "{apiVersion: %s, kind: %s, name: %s, uid: %s, %s}"
        .formatted(
            owner.path("apiVersion").asText(),
            owner.path("kind").asText(),
            owner.at("/metadata/name").asText(),
            owner.at("/metadata/uid").asText(),
            more);
  }

  private void awaitGone(String name) {
    await().until(() -> configMaps.get(name).code() == 404);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(60, SECONDS);
  }

  /** The names of the next two objects that go. */
  private static List<String> deletions(Watch watch) {
    var gone = new ArrayList<String>();
    while (gone.size() < 2) {
      var event = watch.next();
      if (event.type().equals("DELETED")) {
        gone.add(event.object().at("/metadata/name").asText());
      }
    }
    return gone;
  }
}
