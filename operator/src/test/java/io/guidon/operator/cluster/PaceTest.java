package io.guidon.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void letsTheBurstThroughAndThenSpacesWrites() {
    var pace = new Pace(10, 2, nanos::get);

    assertThat(pace.write()).isZero();
    assertThat(pace.write()).isZero();
    assertThat(pace.write()).isEqualTo(Duration.ofMillis(100));
    assertThat(pace.write()).isEqualTo(Duration.ofMillis(200));
    nanos.addAndGet(Duration.ofMillis(300).toNanos());
    assertThat(pace.write()).isZero();
  }

  @Test
  void keepsPartOfTheBurstForWrites() {
    var pace = new Pace(10, 8, nanos::get);
    for (int i = 0; i < 6; i++) {
      assertThat(pace.event()).isZero();
    }

    assertThat(pace.event()).isEqualTo(Duration.ofMillis(100));
    assertThat(pace.write()).isZero();
    assertThat(pace.event()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void hasNoLimitWithoutARate() {
    var pace = new Pace(0, 1, nanos::get);

    for (int i = 0; i < 100; i++) {
      assertThat(pace.write()).isZero();
    }
  }

  @Test
  void givesEventsEveryTenthTokenHoweverManyWritesWait() {
    var pace = new Pace(100, 250, nanos::get);
    for (int i = 0; i < 1000; i++) {
      pace.write();
    }
    int events = 0;
    for (int i = 0; i < 1000; i++) {
      nanos.addAndGet(Duration.ofMillis(10).toNanos());
      pace.write();
      events += pace.event().isZero() ? 1 : 0;
    }

    assertThat(events).isEqualTo(100);
  }

  @Test
  void sendsNothingWhileTheApiServerWantsToBeLeftAlone() {
    var pace = new Pace(10, 20, nanos::get);

    pace.hold(Duration.ofSeconds(3));

    assertThat(pace.event()).isEqualTo(Duration.ofSeconds(3));
    assertThat(pace.write()).isEqualTo(Duration.ofMillis(3100));
    assertThat(pace.write()).isEqualTo(Duration.ofMillis(3200));
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    assertThat(pace.write()).isZero();
  }

  @Test
  void doesNotBelieveThatItShouldWaitForHours() {
    var pace = new Pace(0, 1, nanos::get);

    pace.hold(Duration.ofHours(9));

    assertThat(pace.write()).isEqualTo(Duration.ofMinutes(1));
  }
}
