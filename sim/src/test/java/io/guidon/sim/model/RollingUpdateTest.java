package io.guidon.sim.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.model.RollingUpdate.Count;
import io.guidon.sim.model.RollingUpdate.Step;
import io.guidon.sim.store.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RollingUpdateTest {

  @ParameterizedTest
  @CsvSource({
    "25%, 25%, 2, 1, 0",
    "25%, 25%, 10, 3, 2",
    "1, 0, 2, 1, 0",
    "0, 0, 2, 0, 1",
    "100%, 50%, 3, 3, 1"
  })
  void readsNumbersAndPercentagesAsKubernetesDoes(
      String surge, String unavailable, int replicas, int extra, int missing) {
    var spec =
        Yaml.parse(
            "{strategy: {rollingUpdate: {maxSurge: %s, maxUnavailable: %s}}}"
                .formatted(surge, unavailable));

    assertThat(RollingUpdate.of(spec, replicas)).isEqualTo(new RollingUpdate(extra, missing));
  }

  @Test
  void startsNewPodsWithinTheSurgeAndKeepsTheOldOnesUntilTheyAreReady() {
    var limits = new RollingUpdate(1, 0);

    assertThat(limits.step(2, new Count(0, 0), new Count(2, 2))).isEqualTo(new Step(1, 0, 0));
    assertThat(limits.step(2, new Count(1, 0), new Count(2, 2))).isEqualTo(new Step(0, 0, 0));
    assertThat(limits.step(2, new Count(1, 1), new Count(2, 2))).isEqualTo(new Step(0, 0, 1));
    assertThat(limits.step(2, new Count(2, 2), new Count(0, 0))).isEqualTo(new Step(0, 0, 0));
  }

  @Test
  void stopsOldPodsThatAreNotReadyFirst() {
    assertThat(new RollingUpdate(1, 1).step(4, new Count(0, 0), new Count(4, 3)))
        .isEqualTo(new Step(1, 0, 1));
  }

  @Test
  void stopsEverythingWhenNothingIsWanted() {
    assertThat(new RollingUpdate(0, 1).step(0, new Count(2, 2), new Count(1, 1)))
        .isEqualTo(new Step(0, 2, 1));
  }
}
