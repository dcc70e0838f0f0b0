package io.guidon.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.notification.EventType;
import io.guidon.core.resource.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventCorrelationTest {
  private static final ObjectRef APP = Kinds.CANARIES.ref("test", "app");

  private final EventCorrelation correlation = new EventCorrelation();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void countsTheSameEventUpHoweverLateItComes() {
    var first = happens("a").orElseThrow();
    now = now.plus(Duration.ofMinutes(9));
    var second = happens("a").orElseThrow();
    now = now.plus(Duration.ofHours(2));
    var third = happens("a").orElseThrow();

    assertThat(second.name()).isEqualTo(first.name());
    assertThat(second.count()).isEqualTo(2);
    assertThat(second.first()).isEqualTo(first.first());
    assertThat(third.name()).isEqualTo(first.name());
    assertThat(third.count()).isEqualTo(3);
  }

  @Test
  void combinesFromTheTenthDifferentMessageOn() {
    for (int i = 1; i <= 9; i++) {
      assertThat(happens("m" + i).orElseThrow().message()).isEqualTo("m" + i);
    }

    var tenth = happens("m10").orElseThrow();
    var eleventh = happens("m11").orElseThrow();

    assertThat(tenth.message()).isEqualTo("(combined from similar events): m10");
    assertThat(eleventh.message()).isEqualTo("(combined from similar events): m11");
    assertThat(eleventh.name()).isEqualTo(tenth.name());
    assertThat(eleventh.count()).isEqualTo(2);
    now = now.plus(Duration.ofMinutes(11));
    assertThat(happens("m12").orElseThrow().message()).isEqualTo("m12");
  }

  @Test
  void letsThroughTwentyFiveAndThenOnePerFiveMinutes() {
    for (int i = 0; i < 25; i++) {
      assertThat(happens("a")).isPresent();
    }
    assertThat(happens("a")).isEmpty();

    now = now.plus(Duration.ofMinutes(5));

    assertThat(happens("a")).isPresent();
    assertThat(happens("a")).isEmpty();
  }

  @Test
  void namesEventsAfterTheTimeAndNeverTwiceAlike() {
    var nanos = now.getEpochSecond() * 1_000_000_000L;

    assertThat(happens("a").orElseThrow().name()).isEqualTo("app." + Long.toHexString(nanos));
    assertThat(happens("b").orElseThrow().name()).isEqualTo("app." + Long.toHexString(nanos + 1));
  }

  private Optional<EventCorrelation.Sending> happens(String message) {
    return correlation.next(
        new EventRecorder.Happened(APP, "u1", "1", EventType.NORMAL, message, now));
  }
}
