package io.guidon.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WritesTest {
  private static final ObjectRef TARGET = new ObjectRef("apps/v1", "Deployment", "test", "podinfo");
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final Writes writes = new Writes();

  /** As it is sent: with the version that it is for. */
  private static ObjectNode scaledTo(int replicas, String version) {
    var merge = World.replicas(replicas);
    merge.putObject("metadata").put("resourceVersion", version);
    return merge;
  }

  private void patch(ObjectNode merge, Instant now) {
    writes.carriedOut(
        new Write.Patch(TARGET, merge), Optional.of(JsonNodeFactory.instance.objectNode()), now);
  }

  @Test
  void letsAPatchThatDoesNotHoldBeRepeatedAtOnceAndThenWithGrowingPauses() {
    patch(scaledTo(2, "1"), START);
    assertThat(writes.repairPausedUntil(TARGET, scaledTo(2, "2"), START)).isEmpty();

    patch(scaledTo(2, "2"), START);
    assertThat(writes.repairPausedUntil(TARGET, scaledTo(2, "3"), START))
        .contains(START.plusSeconds(1));
    assertThat(writes.repairPausedUntil(TARGET, scaledTo(2, "3"), START.plusSeconds(1))).isEmpty();

    patch(scaledTo(2, "3"), START.plusSeconds(1));
    assertThat(writes.repairPausedUntil(TARGET, scaledTo(2, "4"), START.plusSeconds(1)))
        .contains(START.plusSeconds(3));
  }

  @Test
  void neverHoldsUpAnotherPatchOfTheSameObject() {
    patch(scaledTo(2, "1"), START);
    patch(scaledTo(2, "2"), START);

    assertThat(writes.repairPausedUntil(TARGET, scaledTo(0, "3"), START)).isEmpty();
  }
}
