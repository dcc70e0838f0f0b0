package io.guidon.sim.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class WatchesOverHttpTest {

  private static final String WATCH = Served.CONFIG_MAPS + "?watch=true";

  @Test
  void tellsWhatHappensFromAVersionOn() {
    try (var served = Served.usual()) {
      var version = served.create("old").at("/metadata/resourceVersion");
      served.create("a");

      try (var watch = served.watch(WATCH + "&resourceVersion=" + version)) {
        watch.expect("ADDED a");
        served.merge(Served.CONFIG_MAPS + "/a", "{\"data\":{\"x\":\"1\"}}");
        served.send("DELETE", Served.CONFIG_MAPS + "/a", "");
        watch.expect("MODIFIED a", "DELETED a");
      }
    }
  }

  @Test
  void beginsWithWhatIsThereAndSaysWhenThatIsAll() {
    try (var served = Served.usual()) {
      served.create("a");
      var wish = "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=1";

      try (var watch = served.watch(WATCH + wish)) {
        watch.expect("ADDED a");
        var bookmark = watch.next();
        assertThat(bookmark.at("/type").asText()).isEqualTo("BOOKMARK");
        assertThat(bookmark.at("/object/metadata/annotations/k8s.io~1initial-events-end").asText())
            .isEqualTo("true");
      }
    }
  }

  @Test
  void anObjectThatIsNotSelectedAnyMoreIsGoneForTheWatch() {
    try (var served = Served.usual();
        var watch = served.watch(WATCH + "&labelSelector=app%3Dx")) {
      served.create("a", "app", "x");
      served.merge(Served.CONFIG_MAPS + "/a", "{\"metadata\":{\"labels\":{\"app\":\"y\"}}}");

      watch.expect("ADDED a");
      var gone = watch.next();
      assertThat(gone.at("/type").asText()).isEqualTo("DELETED");
      assertThat(gone.at("/object/metadata/labels/app").asText()).isEqualTo("x");
    }
  }

  @Test
  void aVersionThatIsForgottenIsExpired() {
    try (var served = Served.forgetful(2)) {
      for (int i = 0; i < 6; i++) {
        served.create("a" + i);
      }

      try (var watch = served.watch(WATCH + "&resourceVersion=1")) {
        var error = watch.next();
        assertThat(error.at("/type").asText()).isEqualTo("ERROR");
        assertThat(error.at("/object/code").asInt()).isEqualTo(410);
        assertThat(error.at("/object/reason").asText()).isEqualTo("Expired");
        watch.expectEnd();
      }
    }
  }

  @Test
  void whatWasBeforeTheServerBeganIsExpired() {
    try (var served = Served.usual();
        var watch = served.watch(WATCH + "&resourceVersion=1")) {
      assertThat(watch.next().at("/object/message").asText())
          .isEqualTo("too old resource version: 1 (2)");
      watch.expectEnd();
    }
  }

  @Test
  void bookmarksComeToThoseWhoWantThemEvenIfNothingElseHappens() {
    try (var served = Served.with(settings -> settings.withBookmarksEvery(Duration.ofMillis(50)));
        var watch = served.watch(WATCH + "&allowWatchBookmarks=true")) {
      assertThat(watch.next().at("/type").asText()).isEqualTo("BOOKMARK");
      served.create("a");
      var version = served.get(Served.CONFIG_MAPS).at("/metadata/resourceVersion");

      var event = watch.next();
      while (!event.at("/object/metadata/resourceVersion").asText().equals(version)
          || !event.at("/type").asText().equals("BOOKMARK")) {
        event = watch.next();
      }
    }
  }

  @Test
  void aWatchEndsWhenItsTimeIsOver() {
    try (var served = Served.usual();
        var watch = served.watch(WATCH + "&timeoutSeconds=1")) {
      watch.expectEnd();
      served.await("no watch is left", () -> served.server().openWatches() == 0);
    }
  }

  @Test
  void nothingIsLeftOfAWatchWhoseClientWentAway() {
    try (var served = Served.with(settings -> settings.withProbesEvery(Duration.ofMillis(50)))) {
      for (int i = 0; i < 5; i++) {
        served.watch(WATCH).close();
      }
      try (var other = served.watch(WATCH)) {
        served.await("only one watch is left", () -> served.server().openWatches() == 1);
        served.create("a");
        other.expect("ADDED a");
      }
    }
  }

  @Test
  void whoReadsTooSlowlyLosesTheWatchAndHoldsNobodyUp() {
    try (var served = Served.usual();
        var _ = new Silent(served, WATCH)) {
      served.await("the watch is open", () -> served.server().openWatches() == 1);
      served.user(client -> client.create(Served.object("v1", "ConfigMap", "test", "a")));
      served.user(client -> {
        for (int i = 0; i < 2 * WatchStream.LONGEST_QUEUE; i++) {
          var changed = Served.object("v1", "ConfigMap", "test", "a");
          changed.putObject("data").put("x", "0123456789".repeat(50) + i);
          client.update(changed);
        }
      });

      served.await("the watch is ended", () -> served.server().openWatches() == 0);
      assertThat(served.get(Served.CONFIG_MAPS + "/a").code()).isEqualTo(200);
    }
  }

  @Test
  void whoeverWantsAWebSocketIsToldToDoWithout() {
    try (var served = Served.usual();
        var client = new Silent(served, WATCH, "Connection: Upgrade", "Upgrade: websocket")) {
      assertThat(client.firstLine()).isEqualTo("HTTP/1.1 503 Service Unavailable");
      assertThat(served.server().openWatches()).isZero();
    }
  }
}
