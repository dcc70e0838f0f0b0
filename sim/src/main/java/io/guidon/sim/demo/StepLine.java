package io.guidon.sim.demo;

import io.guidon.sim.demo.Screen.Ink;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * One step of the rollout in one line: how much of the traffic the canary has, who answered the
 * requests since the step began, how well, and what it waits for.
 */
final class StepLine {

  private static final int BAR = 20;

  private final Screen screen;
  private final int weight;
  private final Instant begun;
  private final Tally.Reading before;

  StepLine(Screen screen, int weight, Instant begun, Tally.Reading before) {
    this.screen = screen;
    this.weight = weight;
    this.begun = begun;
    this.before = before;
  }

  /** The line while the step lasts. */
  String live(Tally.Reading reading, Instant now, String waitsFor) {
    return text(reading, now) + screen.ink(Ink.FAINT, "  " + waitsFor);
  }

  /** The line when it is over. */
  String settled(Tally.Reading reading, Instant now, String waitedFor) {
    return text(reading, now) + screen.ink(Ink.FAINT, waitedFor.isEmpty() ? "" : "  " + waitedFor);
  }

  private String text(Tally.Reading reading, Instant now) {
    var step = reading.since(before);
    var total = step.total();
    int filled = Math.round(weight * BAR / 100f);
    return "  %s%s %3d %%  %s  %s  p99 %s  %s"
        .formatted(
            screen.ink(Ink.NOTABLE, "█".repeat(filled)),
            screen.ink(Ink.FAINT, "░".repeat(BAR - filled)),
            weight,
            versions(step),
            successRate(total),
            millis(step.latencies().percentile(0.99)),
            seconds(Duration.between(begun, now)));
  }

  private String successRate(Tally.Count total) {
    var text = String.format(Locale.ROOT, "%6.2f %% ok", total.successRate());
    return screen.ink(total.failed() == 0 ? Ink.GOOD : Ink.BAD, text);
  }

  private static String versions(Tally.Reading step) {
    var text = new StringJoiner(", ");
    step.byVersion()
        .forEach((version, count) ->
            text.add(count.all() + " by " + (version.isEmpty() ? "nobody" : version)));
    return String.format(Locale.ROOT, "%-34s", text.length() == 0 ? "no requests yet" : text);
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%3d ms", Math.round(duration.toNanos() / 1_000_000.0));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%4.1f s", duration.toMillis() / 1000.0);
  }
}
