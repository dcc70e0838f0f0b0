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
}
