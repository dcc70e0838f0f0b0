package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.model.GatewayMode;
import org.junit.jupiter.api.Test;

class BadGatewayTest {
  private static final String STEPS =
      """
      threshold: 2
      stepWeight: 20
      maxWeight: 40
      metrics:
      - {name: request-success-rate, interval: 1m, thresholdRange: {min: 99}}
      """;

  @Test
  void goesOnWithoutAGatewayThatReports() {
    var story = Story.of(STEPS);
    story.world().gateway(GatewayMode.SILENT);

    story.initialised().image("2.0.0").runUntilPhase("Succeeded").runFor("1m");

    story.expectWeights(0, 20, 40, 0).expectPrimary("2.0.0");
    assertThat(story.told().events())
        .filteredOn(event -> event.contains("No gateway reports on the routes"))
        .as("said once per run, and once at the initialisation")
        .hasSize(2);
    assertThat(story.operator().crashes()).isEmpty();
    story.ledger().expectNoViolation();
  }

  @Test
  void waitsForARouteThatIsNotAcceptedAndRollsBackAtTheDeadline() {
    var story = Story.of(STEPS).initialised().image("2.0.0").runUntilWeight(20).runFor("5s");
    story.world().gateway(GatewayMode.REJECTS);

    story.runFor("50s");
    story.expectPhase("Progressing").expectWeights(0, 20);
    story.expectEvent("HTTPRoute podinfo.test parent gateway is not ready (status: False");

    // The rollback is complete only when the route is seen at 0.
    story.runFor("1m").expectPhase("Progressing").expectWeights(0, 20, 0);
    story.expectEvent("progress deadline exceeded");
    assertThat(story.replicasOf(Story.TARGET)).isEqualTo(2);

    story.world().gateway(GatewayMode.ACCEPTS);
    story.runFor("1m").expectPhase("Failed").expectPrimary("1.0.0").expectNoViolation();
    assertThat(story.replicasOf(Story.TARGET)).isZero();
  }

  @Test
  void leavesTheTargetInServiceWhileTheRouteIsNotAcceptedAtFirst() {
    var story = Story.of(STEPS);
    story.world().gateway(GatewayMode.REJECTS);

    story
        .runFor("10m")
        .expectPhase("Initializing")
        .expectEvent("HTTPRoute podinfo.test parent gateway is not ready (status: False");
    assertThat(story.replicasOf(Story.TARGET)).isEqualTo(2);

    story.world().gateway(GatewayMode.ACCEPTS);
    story.initialised().expectNoViolation();
  }
}
