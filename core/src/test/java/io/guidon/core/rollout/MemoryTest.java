package io.guidon.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final Memory memory = new Memory();

  /** A week of intervals at a closed gate brings no decision that would end the run. */
  @Test
  void forgetsTheRoundsBeforeTheLast() {
    memory.answered(
        "pre-rollout/abc/attempt/3/0", new Question.Answer.Hooked(new HookAnswer.Accepted()));
    for (long now = 1; now <= 60_000; now++) {
      var round = memory.round("analysis", now);
      memory.holds("stage/analysis", NOW);
      memory.answered(
          "rollout/abc/" + round + "/0", new Question.Answer.Hooked(new HookAnswer.Accepted()));
      memory.answered(
          "metric/abc/" + round + "/1", new Question.Answer.Hooked(new HookAnswer.Accepted()));
      memory.concluded("analysis");
    }

    assertThat(memory.size()).isLessThan(10);
    assertThat(memory.answer("pre-rollout/abc/attempt/3/0")).isPresent();
    assertThat(memory.answer("metric/abc/60000/1")).isPresent();
  }
}
