package io.guidon.core.workload;

import static io.guidon.core.workload.Trees.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** spec/workloads.md §5.1, §5.4. */
class ScaleTest {
  private static JsonNode replicas(int count) {
    return yaml("{spec: {replicas: %d}}".formatted(count));
  }

  @Test
  void givesANewPrimaryTheSizeOfTheTarget() {
    assertThat(Scale.initialReplicas(replicas(3))).isEqualTo(3);
    assertThat(Scale.initialReplicas(replicas(0))).isEqualTo(1);
    assertThat(Scale.initialReplicas(yaml("{spec: {}}"))).isEqualTo(1);
  }

  @Test
  void startsTheTargetInItsOwnSizeOrThatOfThePrimary() {
    assertThat(Scale.replicasForRun(replicas(4), Optional.of(replicas(2)))).isEqualTo(4);
    assertThat(Scale.replicasForRun(replicas(0), Optional.of(replicas(2)))).isEqualTo(2);
    assertThat(Scale.replicasForRun(replicas(0), Optional.of(replicas(0)))).isEqualTo(1);
    assertThat(Scale.replicasForRun(replicas(0), Optional.empty())).isEqualTo(1);
  }

  @Test
  void startsAnAutoscaledTargetInTheSmallestSizeOfItsAutoscaler() {
    assertThat(
            Scale.replicasForAutoscaledRun(
                replicas(0), Optional.of(yaml("{spec: {minReplicas: 3}}"))))
        .isEqualTo(3);
    assertThat(
            Scale.replicasForAutoscaledRun(
                replicas(0), Optional.of(yaml("{spec: {minReplicas: 0}}"))))
        .isEqualTo(1);
    assertThat(Scale.replicasForAutoscaledRun(replicas(0), Optional.of(yaml("{spec: {}}"))))
        .isEqualTo(1);
    assertThat(Scale.replicasForAutoscaledRun(replicas(0), Optional.empty())).isEqualTo(1);
    assertThat(
            Scale.replicasForAutoscaledRun(
                replicas(5), Optional.of(yaml("{spec: {minReplicas: 3}}"))))
        .isEqualTo(5);
  }
}
