package io.guidon.core.resource;

import static io.guidon.core.resource.Manifests.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryStatusTest {

  private static CanaryStatus status(String lines) {
    return CanaryStatus.of(Yaml.object(lines));
  }

  @Test
  void isReadFromACanary() {
    var status = ok(Canary.parse(EveryFieldTest.resource("canary-full.yaml"))).status();

    assertThat(status)
        .isEqualTo(
            new CanaryStatus(
                Phase.PROGRESSING,
                1,
                20,
                3,
                Optional.of(Map.of("configmap/podinfo", "484637c76acaa7c6")),
                "7999b66d55",
                "8659687656",
                new CanaryStatus.Cookies(
                    Optional.of("sticky=abcdefghij"),
                    Optional.of("sticky-primary=klmnopqrst"),
                    Optional.of("sticky=uvwxyzabcd")),
                Optional.of(Instant.parse("2026-11-20T19:27:33Z")),
                List.of(
                    new CanaryStatus.Condition(
                        "Promoted",
                        "Unknown",
                        "Progressing",
                        "New revision detected, progressing canary analysis.",
                        Optional.of(Instant.parse("2026-11-20T19:27:23Z")),
                        Optional.of(Instant.parse("2026-11-20T19:27:23Z")))),
                Optional.of(Yaml.object("version: 1"))));
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(status("{}"))
        .isEqualTo(
            new CanaryStatus(
                Phase.NONE,
                0,
                0,
                0,
                Optional.empty(),
                "",
                "",
                new CanaryStatus.Cookies(Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                List.of(),
                Optional.empty()));
  }

  @Test
  void tellsNoConfigsFromUntrackedOnes() {
    assertThat(status("trackedConfigs: {}").trackedConfigs()).contains(Map.of());
    assertThat(status("phase: Failed").trackedConfigs()).isEmpty();
  }

  @Test
  void readsANegativeIteration() {
    assertThat(status("iterations: -1").iterations()).isEqualTo(-1);
  }

  @Test
  void countsWhatHasTheWrongFormAsNotRecorded() {
    var status =
        status(
            """
            phase: Dancing
            failedChecks: many
            canaryWeight: 1e99
            trackedConfigs: [a]
            lastAppliedSpec: {a: b}
            lastTransitionTime: yesterday
            conditions: [nonsense, {type: Promoted, status: [x]}]
            run: 7
            """);

    assertThat(status.phase()).isEqualTo(Phase.NONE);
    assertThat(status.failedChecks()).isZero();
    assertThat(status.canaryWeight()).isZero();
    assertThat(status.trackedConfigs()).isEmpty();
    assertThat(status.lastAppliedSpec()).isEmpty();
    assertThat(status.lastTransitionTime()).isEmpty();
    assertThat(status.conditions())
        .containsExactly(
            new CanaryStatus.Condition("Promoted", "", "", "", Optional.empty(), Optional.empty()));
    assertThat(status.run()).isEmpty();
  }

  @Test
  void knowsThePhasesOfTheSchema() {
    var schema = CrdFiles.schema("Canary").at("/properties/status/properties/phase/enum");
    var spelled = Arrays.stream(Phase.values()).map(Phase::wireName).toList();

    assertThat(schema)
        .extracting(node -> node.asText())
        .containsExactlyInAnyOrderElementsOf(spelled);
    assertThat(Arrays.stream(Phase.values()).map(phase -> Phase.of(phase.wireName())))
        .containsExactly(Phase.values());
  }
}
