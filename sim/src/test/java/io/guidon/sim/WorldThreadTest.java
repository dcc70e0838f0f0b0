package io.guidon.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WorldThreadTest {

  private final VirtualTime time = VirtualTime.startingAt(Clock.systemUTC().instant());
  private final WorldThread world = WorldThread.follow(time, Clock.systemUTC());

  @AfterEach
  void endTheWorld() {
    world.close();
  }

  @Test
  void runsEventsWhenTheClockSaysSo() throws InterruptedException {
    var before = Clock.systemUTC().instant();
    var done = new CountDownLatch(1);

    world.run(() -> time.after(Duration.ofMillis(50), done::countDown));

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.between(before, Clock.systemUTC().instant()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(50));
  }

  @Test
  void answersEverybodyOnOneThread() {
    var name = world.call(() -> Thread.currentThread().getName());

    assertThat(name).isEqualTo("world");
    assertThat(world.call(() -> world.call(() -> "a request within a request")))
        .isEqualTo("a request within a request");
  }

  @Test
  void throwsWhatTheRequestThrewAndGoesOn() {
    assertThatThrownBy(() ->
            world.run(() -> {
              throw new IllegalArgumentException("no such thing");
            }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such thing");

    assertThat(world.call(() -> 1)).isEqualTo(1);
  }

  @Test
  void refusesWhatIsAskedAfterItsEnd() {
    world.close();

    assertThatThrownBy(() -> world.call(() -> 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the simulated world has ended");
  }

  @Test
  void leavesNobodyWithoutAnAnswerWhenItEndsMeanwhile() throws Exception {
    for (int round = 0; round < 20_000; round++) {
      var itsTime = VirtualTime.startingAt(Clock.systemUTC().instant());
      var ending = WorldThread.follow(itsTime, Clock.systemUTC());
      ending.close();

      var answer = ending.submit(() -> 1);

      assertThat(answer.handle((one, refused) -> true).get(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
