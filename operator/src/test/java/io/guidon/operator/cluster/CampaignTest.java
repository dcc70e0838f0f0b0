package io.guidon.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CampaignTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Campaign campaign = new Campaign("me");

  @Test
  void takesALeaseThatNobodyHas() {
    assertThat(taken(Optional.empty(), 0).path("holderIdentity").asText()).isEqualTo("me");
    assertThat(taken(Optional.of(lease("", "x")), 0).path("leaseTransitions").asInt()).isEqualTo(4);
  }

  @Test
  void waitsUntilTheRecordOfTheHolderHasStoodStillForItsDuration() {
    // A clock far behind ours must not matter, so that the time in the record is an old one.
    var silent = Optional.<JsonNode>of(lease("other", "1999-01-01T00:00:00.000000Z"));

    assertThat(campaign.next(silent, Duration.ofSeconds(1000), NOW))
        .isEqualTo(new Campaign.Step.Stand("other"));
    assertThat(campaign.next(silent, Duration.ofSeconds(1059), NOW))
        .isEqualTo(new Campaign.Step.Stand("other"));
    assertThat(taken(silent, 1060).path("leaseTransitions").asInt()).isEqualTo(4);
  }

  @Test
  void waitsAnewAfterEachRenewalOfTheHolder() {
    campaign.next(Optional.of(lease("other", "a")), Duration.ofSeconds(0), NOW);
    campaign.next(Optional.of(lease("other", "b")), Duration.ofSeconds(50), NOW);

    assertThat(campaign.next(Optional.of(lease("other", "b")), Duration.ofSeconds(100), NOW))
        .isEqualTo(new Campaign.Step.Stand("other"));
  }

  @Test
  void renewsWithoutANewTransition() {
    var spec = taken(Optional.of(lease("me", "a")), 0);

    assertThat(spec.path("leaseTransitions").asInt()).isEqualTo(3);
    assertThat(spec.path("acquireTime").asText()).isEqualTo("then");
    assertThat(spec.path("renewTime").asText()).isEqualTo("2026-01-01T00:00:00.000000Z");
    assertThat(spec.path("leaseDurationSeconds").asLong()).isEqualTo(Campaign.DURATION.toSeconds());
  }

  @Test
  void givesALeaseBackSoThatTheNextOneNeedNotWait() {
    var released = campaign.released(lease("me", "a"), NOW);

    assertThat(new Campaign("next").next(Optional.of(released), Duration.ZERO, NOW))
        .isInstanceOf(Campaign.Step.Take.class);
  }

  private ObjectNode taken(Optional<JsonNode> spec, int seconds) {
    return campaign.next(spec, Duration.ofSeconds(seconds), NOW)
            instanceof Campaign.Step.Take(var record)
        ? record
        : Json.object();
  }

  private static ObjectNode lease(String holder, String renewed) {
    return Json.object()
        .put("holderIdentity", holder)
        .put("leaseDurationSeconds", 60)
        .put("acquireTime", "then")
        .put("renewTime", renewed)
        .put("leaseTransitions", 3);
  }
}
