package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.resource.GoDuration;
import io.guidon.sim.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long each weight of the canary was in effect before a higher one followed, and how long after
 * a failed check the next one came (N1).
 */
final class StepTimes {
  private final Duration interval;
  private final List<String> early = new ArrayList<>();
  private int weight;
  private Instant inEffect = Instant.MAX;
  private int failedChecks;
  private Instant failedAt = Instant.MIN;

  private StepTimes(Duration interval) {
    this.interval = interval;
  }

  static StepTimes of(Story story) {
    var canary = story.store().get(Story.CANARY);
    var times =
        new StepTimes(
            canary
                .map(tree -> tree.at("/spec/analysis/interval").asText())
                .flatMap(GoDuration::parse)
                .orElse(Duration.ZERO));
    story.versions(Story.ROUTE).forEach(times::take);
    story.versions(Story.CANARY).forEach(times::count);
    return times;
  }

  private void take(Change change) {
    var route = change.object();
    var now = route.at("/spec/rules/0/backendRefs/1/weight").asInt();
    if (now != weight) {
      // From 0 the first step, and to 100 a promotion or a rescue: neither waits for an interval.
      if (weight > 0 && now > weight && now < 100 && isTooSoon(change.at())) {
        early.add("from " + weight + " to " + now + " at " + change.at());
      }
      weight = now;
      inEffect = Instant.MAX;
    }
    if (inEffect.equals(Instant.MAX) && isAccepted(route)) {
      inEffect = change.at();
    }
  }

  private void count(Change change) {
    var failed = change.object().at("/status/failedChecks").asInt();
    if (failed > failedChecks) {
      if (failedChecks > 0 && Duration.between(failedAt, change.at()).compareTo(interval) < 0) {
        early.add("failed check " + failed + " at " + change.at());
      }
      failedAt = change.at();
    }
    failedChecks = failed;
  }

  private boolean isTooSoon(Instant at) {
    return inEffect.equals(Instant.MAX) || Duration.between(inEffect, at).compareTo(interval) < 0;
  }

  private static boolean isAccepted(JsonNode route) {
    return route.at("/status/parents/0/conditions/0/observedGeneration").asLong()
        == route.at("/metadata/generation").asLong();
  }

  void expectNoneEarly() {
    assertThat(early).as("steps taken early").isEmpty();
  }
}
