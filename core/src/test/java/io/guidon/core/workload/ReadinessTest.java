package io.guidon.core.workload;

import static io.guidon.core.workload.Trees.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** spec/workloads.md §14.1. */
class ReadinessTest {
  private static final String WAITING = "waiting for rollout to finish: ";

  private static JsonNode deployment(int replicas, String status) {
    return yaml(
        "{metadata: {name: podinfo, generation: 2}, spec: {replicas: %d}, status: {observedGeneration: 2, %s}}"
            .formatted(replicas, status));
  }

  @Test
  void isReadyWhenAllUpdatedPodsAreAvailable() {
    var rolledOut = deployment(2, "replicas: 2, updatedReplicas: 2, availableReplicas: 2");

    assertThat(Readiness.of(rolledOut, 100)).isEqualTo(new Readiness.Ready());
  }

  @Test
  void isReadyWhenNoPodsAreWanted() {
    assertThat(Readiness.of(deployment(0, "replicas: 0"), 100)).isEqualTo(new Readiness.Ready());
  }

  @Test
  void waitsForTheControllerToLook() {
    var outdated = yaml("{metadata: {generation: 3}, status: {observedGeneration: 2}}");

    assertThat(Readiness.of(outdated, 100))
        .isEqualTo(
            new Readiness.Waiting(
                WAITING + "observed deployment generation less than desired generation"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 | replicas: 3, updatedReplicas: 1, availableReplicas: 3 | 1 out of 3 new replicas have been updated
          3 | replicas: 3                                           | 0 out of 3 new replicas have been updated
          2 | replicas: 3, updatedReplicas: 2, availableReplicas: 3 | 1 old replicas are pending termination
          0 | replicas: 2                                           | 2 old replicas are pending termination
          2 | replicas: 2, updatedReplicas: 2, availableReplicas: 1 | 1 of 2 (readyThreshold 100%) updated replicas are available
          """)
  void saysWhatItWaitsFor(int replicas, String status, String text) {
    assertThat(Readiness.of(deployment(replicas, status), 100))
        .isEqualTo(new Readiness.Waiting(WAITING + text));
  }

  @ParameterizedTest
  @CsvSource({"50, 1", "34, 1", "67, 2", "99, 2", "100, 3", "0, 0"})
  void needsTheShareRoundedDown(int threshold, int needed) {
    var enough =
        deployment(3, "replicas: 3, updatedReplicas: 3, availableReplicas: %d".formatted(needed));
    var lacking =
        deployment(
            3, "replicas: 3, updatedReplicas: 3, availableReplicas: %d".formatted(needed - 1));

    assertThat(Readiness.of(enough, threshold)).isEqualTo(new Readiness.Ready());
    if (needed > 0) {
      assertThat(Readiness.of(lacking, threshold))
          .isEqualTo(
              new Readiness.Waiting(
                  WAITING
                      + "%d of %d (readyThreshold %d%%) updated replicas are available"
                          .formatted(needed - 1, needed, threshold)));
    }
  }

  @Test
  void isStuckWhenTheClusterGaveUp() {
    var stuck =
        deployment(
            2,
            "conditions: [{type: Available, status: 'False'},"
                + " {type: Progressing, status: 'False', reason: ProgressDeadlineExceeded}]");

    assertThat(Readiness.of(stuck, 100))
        .isEqualTo(new Readiness.Stuck("deployment \"podinfo\" exceeded its progress deadline"));
  }

  @Test
  void doesNotTakeAnOldVerdictForANewGeneration() {
    var corrected =
        yaml(
            "{metadata: {generation: 3}, status: {observedGeneration: 2,"
                + " conditions: [{type: Progressing, reason: ProgressDeadlineExceeded}]}}");

    assertThat(Readiness.of(corrected, 100)).isInstanceOf(Readiness.Waiting.class);
  }

  @Test
  void knowsSinceWhenPodsAreLacking() {
    var lacking =
        "{type: Available, status: 'False', reason: MinimumReplicasUnavailable, lastUpdateTime: '2026-11-20T19:27:06Z'}";
    var progressing = "{type: Progressing, status: 'True'}";

    assertThat(
            Readiness.unavailableSince(
                deployment(2, "conditions: [%s, %s]".formatted(lacking, progressing))))
        .contains(Instant.parse("2026-11-20T19:27:06Z"));
    assertThat(Readiness.unavailableSince(deployment(2, "conditions: [%s]".formatted(lacking))))
        .isEmpty();
    assertThat(
            Readiness.unavailableSince(
                deployment(
                    2,
                    "conditions: [%s, %s]"
                        .formatted(lacking.replace("'False'", "'True'"), progressing))))
        .isEmpty();
    assertThat(
            Readiness.unavailableSince(
                deployment(
                    2,
                    "conditions: [%s, %s]".formatted(lacking.replace("2026", "x"), progressing))))
        .isEmpty();
  }
}
