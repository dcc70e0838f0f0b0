package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WeightedCanaryTest {
  private static final String STEPS =
      """
      threshold: 2
      stepWeight: 20
      maxWeight: 40
      metrics:
      - {name: request-success-rate, interval: 1m, thresholdRange: {min: 99}}
      """;

  @Test
  void isPromotedWhenTheChecksPass() {
    var story =
        Story.undisturbed().apply(Manifests.deployment(), Manifests.canary(STEPS)).initialised();

    story.image("2.0.0").runUntilPhase("Succeeded").runFor("1m");

    assertThat(story.weights()).containsExactly(0, 20, 40, 0);
    assertThat(story.phases())
        .containsExactly(
            "Initializing", "Initialized", "Progressing", "Promoting", "Finalising", "Succeeded");
    assertThat(story.imageOf(Story.PRIMARY)).endsWith(":2.0.0");
    assertThat(story.replicasOf(Story.TARGET)).isZero();
    assertThat(story.replicasOf(Story.PRIMARY)).isEqualTo(2);
    story.expectNoViolation();
  }
}
