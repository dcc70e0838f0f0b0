package io.guidon.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VirtualTimeTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualTime time = VirtualTime.startingAt(START);
  private final List<String> done = new ArrayList<>();

  @Test
  void runsEventsWhenTheyAreDueAndNotBefore() {
    time.after(Duration.ofSeconds(2), () -> done.add("second at " + time.now()));
    time.after(Duration.ofSeconds(1), () -> done.add("first at " + time.now()));
    time.after(Duration.ofSeconds(3), () -> done.add("third"));

    time.runFor(Duration.ofMillis(2500));

    assertThat(done)
        .containsExactly("first at 2026-01-01T00:00:01Z", "second at 2026-01-01T00:00:02Z");
    assertThat(time.now()).isEqualTo(START.plusMillis(2500));
    assertThat(time.pending()).isEqualTo(1);
  }

  @Test
  void runsEventsOfTheSameInstantInTheOrderInWhichTheyWereScheduled() {
    for (int i = 0; i < 20; i++) {
      int number = i;
      time.at(START.plusSeconds(1), () -> done.add(number + ""));
    }

    time.runFor(Duration.ofSeconds(1));

    assertThat(done)
        .containsExactly("0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19".split(","));
  }

  @Test
  void runsWhatAnEventSchedulesForTheSameInstantAfterAllThatWasThere() {
    time.after(
        Duration.ZERO,
        () -> {
          done.add("a");
          time.after(Duration.ZERO, () -> done.add("c"));
        });
    time.after(Duration.ZERO, () -> done.add("b"));

    time.runDue();

    assertThat(done).containsExactly("a", "b", "c");
    assertThat(time.now()).isEqualTo(START);
  }

  @Test
  void doesNotRunWhatWasCancelled() {
    var event = time.after(Duration.ofSeconds(1), () -> done.add("no"));
    time.after(Duration.ofSeconds(1), () -> done.add("yes"));

    event.cancel();
    time.runFor(Duration.ofSeconds(2));
    event.cancel();

    assertThat(done).containsExactly("yes");
  }

  @Test
  void stopsAtTheInstantAtWhichTheConditionBeginsToHold() {
    time.after(Duration.ofSeconds(5), () -> done.add("x"));
    time.after(Duration.ofSeconds(9), () -> done.add("y"));

    boolean held = time.runUntil(() -> !done.isEmpty(), Duration.ofMinutes(1));

    assertThat(held).isTrue();
    assertThat(time.now()).isEqualTo(START.plusSeconds(5));
    assertThat(done).containsExactly("x");
  }

  @Test
  void saysThatTheConditionNeverHeldWhenTheTimeIsUp() {
    time.after(Duration.ofMinutes(2), () -> done.add("too late"));

    boolean held = time.runUntil(() -> !done.isEmpty(), Duration.ofMinutes(1));

    assertThat(held).isFalse();
    assertThat(time.now()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void passesIdleTimeAtOnce() {
    time.after(Duration.ofDays(365), () -> done.add("a year later"));

    time.runFor(Duration.ofDays(400));

    assertThat(done).containsExactly("a year later");
  }

  @Test
  void runsLateWhatWasDueWhileSomebodyBlocked() {
    time.after(Duration.ofSeconds(1), () -> done.add("at " + time.now()));

    time.block(Duration.ofSeconds(3));
    assertThat(done).isEmpty();
    time.runDue();

    assertThat(done).containsExactly("at 2026-01-01T00:00:03Z");
  }

  @Test
  void takesAnEventOfThePastAsOneOfNow() {
    time.at(START.minusSeconds(5), () -> done.add("at " + time.now()));

    time.runDue();

    assertThat(done).containsExactly("at 2026-01-01T00:00:00Z");
  }

  @Test
  void noticesAWorldThatGoesRoundInCirclesWithoutTimePassing() {
    var circle = new Runnable[1];
    circle[0] = () -> time.after(Duration.ZERO, circle[0]);
    time.after(Duration.ZERO, circle[0]);

    assertThatThrownBy(time::runDue)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no end");
  }
}
