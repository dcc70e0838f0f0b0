package io.guidon.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.guidon.e2e.faults.FaultStory.End;
import io.guidon.sim.rest.Faults;
import io.guidon.sim.rest.SeededFaults;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promotion, rollback and failed promotion, each with another script of faults for every seed:
 * latency, 409, 429, 500, lost answers, broken and stale watches, and an operator that is killed up
 * to three times. They end as they do without any fault, and no invariant is broken on the way.
 */
@Execution(CONCURRENT)
class FaultScriptsTest {
  private static final List<Tale> TALES =
      List.of(
          new Tale(
              "promote", _ -> {}, new End("Succeeded", "2.0.0", "2.0.0", 0, 0, "podinfo-primary")),
          new Tale(
              "roll back",
              story -> story.bad("2.0.0"),
              new End("Failed", "2.0.0", "1.0.0", 0, 0, "podinfo-primary")),
          new Tale(
              "fail to promote",
              story -> story.neverReadyAsPrimary("2.0.0"),
              new End("Failed", "2.0.0", "2.0.0", 2, 100, "podinfo")));

  @TempDir private static Path folder;

  private record Tale(String name, Consumer<FaultStory> prepare, End end) {}

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @Execution(CONCURRENT)
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void endsTheSameWayWithTheFaultsOf(long seed) {
    var tale = TALES.get((int) (seed % TALES.size()));
    var faults = SeededFaults.of(seed);
    int kills = new Random(seed).nextInt(4);

    try (var story = FaultStory.start(folder, seed, faults)) {
      tale.prepare().accept(story);
      story.initialised().killed(kills).release("2.0.0").untilEnd(tale.end());

      story.expectNoViolation();
    } catch (RuntimeException | Error failure) {
      throw new AssertionError(
          tale.name() + " with " + faults + " and " + kills + " kills", failure);
    }
    assertThat(faults.count()).as("faults of %s", faults).isPositive();
  }

  @Test
  void endsLikeThisWithoutAnyFault() {
    for (var tale : TALES) {
      try (var story = FaultStory.start(folder, -1 - TALES.indexOf(tale), Faults.none())) {
        tale.prepare().accept(story);
        story.initialised().release("2.0.0").untilEnd(tale.end()).expectNoViolation();
      }
    }
  }
}
