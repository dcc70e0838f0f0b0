package io.guidon.sim.demo;

import io.guidon.sim.demo.Screen.Ink;
import java.time.Duration;
import java.util.Locale;

/**
 * What the users met in the whole story.
 *
 * @param bad the version that was rolled back
 */
record Summary(Tally tally, String bad, Duration lasted) {

  /** Requests that failed although the bad version had nothing to do with them. */
  long lost() {
    var reading = tally.reading();
    return reading.total().failed()
        - reading.byVersion().getOrDefault(bad, Tally.Count.NONE).failed();
  }

  void print(Screen screen) {
    var reading = tally.reading();
    var total = reading.total();
    screen.line("");
    screen.line(Ink.BOLD, "What " + number(tally.users()) + " users met in " + seconds(lasted));
    row(screen, "requests sent", number(total.all()));
    reading
        .byVersion()
        .forEach((version, count) ->
            row(
                screen,
                version.isEmpty() ? "  not answered" : "  by " + version,
                number(count.all())));
    row(screen, "failed", number(total.failed()));
    row(screen, "  outside of the bad version", number(lost()));
    row(screen, "longest gap between good answers", tally.longestGap().toMillis() + " ms");
    row(
        screen,
        "users that met the bad version",
        String.format(
            Locale.ROOT,
            "%.1f %%",
            tally.users() == 0 ? 0 : 100.0 * tally.usersThatMet(bad) / tally.users()));
  }

  private static void row(Screen screen, String what, String value) {
    screen.line(String.format(Locale.ROOT, "  %-34s %10s", what, value));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.0f s", duration.toMillis() / 1000.0);
  }
}
