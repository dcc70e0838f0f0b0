package io.guidon.sim.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.demo.Screen.Ink;
import io.guidon.sim.demo.Screen.Look;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ScreenTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void printsNeitherColoursNorLiveLinesIntoAFile() {
    var screen = screen(Look.PLAIN);

    screen.live("10 %, 3 requests");
    screen.line(Ink.BAD, "an event");
    screen.settle("10 %, 50 requests");

    assertThat(text()).isEqualTo("an event\n10 %, 50 requests\n");
  }

  @Test
  void keepsTheLiveLineBelowTheOthersOnATerminal() {
    var screen = screen(Look.LIVE);

    screen.live("10 %, 3 requests");
    screen.line("an event");

    assertThat(text()).endsWith("an event\n10 %, 3 requests");
  }

  @Test
  void showsAStepInOneLine() {
    var screen = screen(Look.PLAIN);
    var tally = new Tally();
    var step = new StepLine(screen, 10, NOON, tally.reading());
    for (int i = 0; i < 9; i++) {
      tally.add(i, "6.0.0", new Tally.Answer(200, NOON, Duration.ofMillis(3)));
    }
    tally.add(9, "6.0.1", new Tally.Answer(500, NOON, Duration.ofMillis(3)));

    var line = step.live(tally.reading(), NOON.plusSeconds(2), "the next check");

    assertThat(line)
        .contains("██░░░░", " 10 %", "9 by 6.0.0, 1 by 6.0.1", "90.00 % ok", "p99   3 ms", "2.0 s")
        .endsWith("the next check");
  }

  private Screen screen(Look look) {
    return new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), look);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
