package io.guidon.sim.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.rest.Faults.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SeededFaultsTest {

  @Test
  void theSameSeedDoesTheSameWhateverComesBetween() {
    var alone = SeededFaults.of(7);
    var disturbed = SeededFaults.of(7);

    List<Optional<Fault>> one = new ArrayList<>();
    List<Optional<Fault>> other = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      one.add(alone.of("PATCH", "/a"));
      disturbed.of("GET", "/b");
      other.add(disturbed.of("PATCH", "/a"));
    }

    assertThat(other).isEqualTo(one);
    assertThat(alone.count()).isPositive();
  }

  @Test
  void anotherSeedDoesSomethingElse() {
    assertThat(drawn(SeededFaults.of(2), "PATCH")).isNotEqualTo(drawn(SeededFaults.of(1), "PATCH"));
  }

  @Test
  void onlyWritesConflictAndOnlyWatchesBreak() {
    assertThat(drawn(SeededFaults.of(4), "PUT"))
        .contains(new Fault.Refused(409), new Fault.Refused(429), new Fault.AnswerLost());
    assertThat(drawn(SeededFaults.of(4), "GET"))
        .contains(new Fault.Refused(500))
        .doesNotContain(new Fault.Refused(409))
        .noneMatch(fault -> fault instanceof Fault.WatchBroken);
    assertThat(drawn(SeededFaults.of(4), Faults.WATCH))
        .anyMatch(fault -> fault instanceof Fault.WatchBroken)
        .anyMatch(fault -> fault instanceof Fault.WatchStale);
  }

  @Test
  void nothingGoesWrongWhenItIsLifted() {
    var faults = SeededFaults.of(5);

    faults.lift();

    assertThat(drawn(faults, "PUT")).isEmpty();
    assertThat(faults).hasToString("SeededFaults.of(5L)");
  }

  private static List<Fault> drawn(SeededFaults faults, String method) {
    List<Fault> drawn = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      faults.of(method, "/a").ifPresent(drawn::add);
    }
    return drawn;
  }
}
