package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Watches: what is told, in which order, and from when on. */
@OnEachServer
final class WatchTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;

  WatchTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    configMaps = api.configMaps();
  }

  @Test
  void changesAreToldInTheirOrder() {
    try (var watch = configMaps.watch("resourceVersion=" + version())) {
      configMaps.create("metadata: {name: a}").created();
      configMaps.create("metadata: {name: b}").created();
      configMaps.mergePatch("a", "data: {x: '1'}").ok();
      configMaps.delete("b").ok();

      watch.expect("ADDED a", "ADDED b", "MODIFIED a", "DELETED b");
    }
  }

  @Test
  void versionsOnlyRise() {
    try (var watch = configMaps.watch("resourceVersion=" + version())) {
      for (var name : List.of("a", "b", "c")) {
        configMaps.create("metadata: {name: %s}".formatted(name)).created();
        configMaps.delete(name).ok();
      }

      var versions = new ArrayList<Long>();
      for (int told = 0; told < 6; told++) {
        versions.add(Long.valueOf(watch.next().resourceVersion()));
      }
      assertThat(versions).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void aWatchResumesAfterAVersion() {
    var first = configMaps.create("metadata: {name: a}").created();
    configMaps.create("metadata: {name: b}").created();
    configMaps.delete("a").ok();

    try (var watch =
        configMaps.watch("resourceVersion=" + first.at("/metadata/resourceVersion").asText())) {
      watch.expect("ADDED b", "DELETED a");
    }
  }

  @Test
  void aDeletionTellsTheLastStateAndItsOwnVersion() {
    var created = configMaps.create("{metadata: {name: a}, data: {x: '1'}}").created();
    var version = created.at("/metadata/resourceVersion").asText();
    configMaps.delete("a").ok();

    try (var watch = configMaps.watch("resourceVersion=" + version)) {
      var deleted = watch.next();

      assertThat(deleted.brief()).isEqualTo("DELETED a");
      assertThat(deleted.object().at("/data/x").asText()).isEqualTo("1");
      assertThat(Long.parseLong(deleted.resourceVersion())).isGreaterThan(Long.parseLong(version));
    }
  }

  @Test
  void withoutAVersionItBeginsWithWhatIsThere() {
    configMaps.create("metadata: {name: a}").created();

    try (var watch = configMaps.watch()) {
      watch.expect("ADDED a");
      configMaps.create("metadata: {name: b}").created();
      watch.expect("ADDED b");
    }
  }

  @Test
  void withVersionZeroItBeginsWithWhatIsThere() {
    configMaps.create("metadata: {name: a}").created();

    try (var watch = configMaps.watch("resourceVersion=0")) {
      watch.expect("ADDED a");
    }
  }

  @Test
  void eventsSayWhatTheObjectIs() {
    configMaps.create("metadata: {name: a}").created();

    try (var watch = configMaps.watch()) {
      var object = watch.next().object();

      assertThat(object.path("kind").asText()).isEqualTo("ConfigMap");
      assertThat(object.path("apiVersion").asText()).isEqualTo("v1");
    }
  }

  @Test
  void initialEventsEndWithABookmark() {
    configMaps.create("metadata: {name: a}").created();

    try (var watch =
        configMaps.watch(
            "sendInitialEvents=true",
            "resourceVersionMatch=NotOlderThan",
            "allowWatchBookmarks=true")) {
      watch.expect("ADDED a");
      var bookmark = watch.next();

      assertThat(bookmark.type()).isEqualTo("BOOKMARK");
      assertThat(bookmark.object().at("/metadata/annotations"))
          .isEqualTo(Trees.tree("k8s.io/initial-events-end: 'true'"));
      assertThat(bookmark.object().path("kind").asText()).isEqualTo("ConfigMap");
      assertThat(bookmark.object().at("/metadata").has("name")).isFalse();
      assertThat(bookmark.resourceVersion()).isNotEmpty();
    }
  }

  @Test
  void initialEventsNeedTheMatch() {
    configMaps
        .list("watch=true", "sendInitialEvents=true")
        .invalid(
            "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden:"
                + " sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
  }

  @Test
  void aMatchIsForbiddenWithoutInitialEvents() {
    configMaps
        .list("watch=true", "resourceVersion=5", "resourceVersionMatch=NotOlderThan")
        .invalid(
            "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden:"
                + " resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
  }

  @Test
  void aWatchThatIsTooOldIsGone() {
    try (var watch = configMaps.watch("resourceVersion=1")) {
      var error = watch.next();

      assertThat(error.type()).isEqualTo("ERROR");
      assertThat(error.object().path("code").asInt()).isEqualTo(410);
      assertThat(error.object().path("reason").asText()).isEqualTo("Expired");
      assertThat(error.object().path("message").asText())
          .startsWith("too old resource version: 1 (");
      assertThat(error.object().path("status").asText()).isEqualTo("Failure");
      watch.expectEnd();
    }
  }

  @Test
  void anObjectThatIsNoLongerSelectedIsDeletedForTheWatch() {
    try (var watch = configMaps.watch("resourceVersion=" + version(), "labelSelector=app=x")) {
      configMaps.create("metadata: {name: a, labels: {app: x}}").created();
      configMaps.mergePatch("a", "metadata: {labels: {app: y}}").ok();
      configMaps.mergePatch("a", "metadata: {labels: {app: x}}").ok();
      configMaps.delete("a").ok();

      watch.expect("ADDED a", "DELETED a", "ADDED a", "DELETED a");
    }
  }

  @Test
  void anObjectThatLeavesTheSelectionIsToldAsItWas() {
    var before = version();
    configMaps.create("metadata: {name: a, labels: {app: x}}").created();
    var left = configMaps.mergePatch("a", "metadata: {labels: {app: y}}").ok();

    try (var watch = configMaps.watch("resourceVersion=" + before, "labelSelector=app=x")) {
      watch.expect("ADDED a");
      var deleted = watch.next();

      assertThat(deleted.object().at("/metadata/labels/app").asText()).isEqualTo("x");
      assertThat(deleted.resourceVersion())
          .isEqualTo(left.at("/metadata/resourceVersion").asText());
    }
  }

  @Test
  void othersAreNotTold() {
    try (var watch =
        configMaps.watch("resourceVersion=" + version(), "fieldSelector=metadata.name=b")) {
      configMaps.create("metadata: {name: a}").created();
      configMaps.create("metadata: {name: b}").created();

      watch.expect("ADDED b");
    }
  }

  @Test
  void aWriteOfTheSameIsNotTold() {
    configMaps.create("{metadata: {name: a}, data: {x: '1'}}").created();
    try (var watch = configMaps.watch("resourceVersion=" + version())) {
      configMaps.mergePatch("a", "data: {x: '1'}").ok();
      configMaps.create("metadata: {name: b}").created();

      watch.expect("ADDED b");
    }
  }

  @Test
  void aFinalizerTellsTheDeletionAsAChange() {
    try (var watch = configMaps.watch("resourceVersion=" + version())) {
      configMaps.create("metadata: {name: a, finalizers: [example.com/hold]}").created();
      configMaps.delete("a").ok();
      configMaps.mergePatch("a", "metadata: {finalizers: null}").ok();

      watch.expect("ADDED a", "MODIFIED a", "DELETED a");
    }
  }

  @Test
  void aWatchEndsAfterItsTime() {
    try (var watch = configMaps.watch("resourceVersion=" + version(), "timeoutSeconds=1")) {
      watch.expectEnd();
    }
  }

  @Test
  void aWatchOfAllNamespacesTellsOfThisOne() {
    var everywhere = api.clusterWide("v1", "configmaps", "ConfigMap");
    try (var watch =
        everywhere.watch(
            "resourceVersion=" + version(),
            "fieldSelector=metadata.namespace=" + api.namespace())) {
      configMaps.create("metadata: {name: a}").created();

      watch.expect("ADDED a");
    }
  }

  @Test
  void bookmarksComeWhenThereIsNothingElse() {
    try (var watch =
        configMaps.watch(
            "resourceVersion=" + version(),
            "fieldSelector=metadata.name=b",
            "allowWatchBookmarks=true",
            "timeoutSeconds=10")) {
      var other = configMaps.create("metadata: {name: a}").created();

      // The real server sends one shortly before the end.
      var bookmark = watch.next();

      assertThat(bookmark.type()).isEqualTo("BOOKMARK");
      assertThat(bookmark.object().path("kind").asText()).isEqualTo("ConfigMap");
      assertThat(Long.parseLong(bookmark.resourceVersion()))
          .isGreaterThanOrEqualTo(other.at("/metadata/resourceVersion").asLong());
    }
  }

  @Test
  void customResourcesAreWatched() {
    var widgets = api.widgets(Samples.OPEN);
    try (var watch =
        widgets.watch("resourceVersion=" + widgets.list().text("/metadata/resourceVersion"))) {
      widgets.create("metadata: {name: a}").created();
      widgets.mergePatch("a", "spec: {x: 1}").ok();

      watch.expect("ADDED a", "MODIFIED a");
    }
  }

  private String version() {
    return configMaps.list().ok().at("/metadata/resourceVersion").asText();
  }
}
