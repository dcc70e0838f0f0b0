package io.guidon.sim.demo;

import io.guidon.sim.demo.Screen.Ink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Tells what happens to the Canary while it happens: each event of the operator as a line, each
 * step of the traffic as a line that lives as long as the step.
 */
final class Tale {

  private static final Pattern MOMENT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT(\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?Z");
  private static final Duration REFRESH = Duration.ofMillis(200);

  private final Screen screen;
  private final Happenings happenings;
  private final Tally tally;
  private final InstantSource clock;
  private final Instant begun;
  private Optional<StepLine> step = Optional.empty();
  private String waitsFor = "";
  private String held = "";
  private String phase = "";

  Tale(Screen screen, Happenings happenings, Tally tally, InstantSource clock) {
    this.screen = screen;
    this.happenings = happenings;
    this.tally = tally;
    this.clock = clock;
    this.begun = clock.instant();
  }

  /** How long it has been told. */
  Duration lasted() {
    return Duration.between(begun, clock.instant());
  }

  /** The phase of the Canary, as far as the story has been told. */
  String phase() {
    return phase;
  }

  /** A heading. */
  void chapter(String title) {
    screen.line("");
    screen.line(Ink.BOLD, title);
  }

  /** What somebody types. */
  void command(String command) {
    screen.line(stamp() + screen.ink(Ink.BOLD, "$ " + command));
  }

  /** What the storyteller says. */
  void say(String text) {
    screen.line(stamp() + text);
  }

  /**
   * Tells all that happens up to and with the first happening that {@code end} is true for.
   *
   * @param unless asked again and again; a text ends the story with it
   * @throws Unfinished if it does not come within {@code patience}
   */
  void until(
      Predicate<Happening> end,
      String awaited,
      Duration patience,
      Supplier<Optional<String>> unless) {
    var deadline = clock.instant().plus(patience);
    while (true) {
      var next = happenings.next(REFRESH);
      next.ifPresent(this::tell);
      if (next.filter(end).isPresent()) {
        return;
      }
      step.ifPresent(
          line -> screen.live(stamp() + line.live(tally.reading(), clock.instant(), waitsFor)));
      var trouble = unless.get();
      if (trouble.isPresent()) {
        throw new Unfinished(trouble.get());
      }
      if (clock.instant().isAfter(deadline)) {
        throw new Unfinished(
            "%s was expected within %d s; the phase is '%s', and the operator says: %s"
                .formatted(awaited, patience.toSeconds(), phase, waitsFor));
      }
    }
  }

  /** Tells on without end. */
  void goOn() {
    while (true) {
      happenings.next(REFRESH).ifPresent(this::tell);
      step.ifPresent(
          line -> screen.live(stamp() + line.live(tally.reading(), clock.instant(), waitsFor)));
    }
  }

  private void tell(Happening happening) {
    switch (happening) {
      case Happening.PhaseIs(var now) -> phase = now;
      case Happening.WaitsFor(var why) -> waitFor(shorter(why));
      case Happening.Told(var type, var message) ->
          screen.line(
              stamp()
                  + screen.ink(type.equals("Warning") ? Ink.NOTABLE : Ink.PLAIN, "  " + message));
      case Happening.WeightIs(int percent) -> stepTo(percent);
    }
  }

  private void waitFor(String why) {
    waitsFor = why;
    if (why.startsWith("weight ")) {
      held = why;
    }
  }

  /** Moments in a log are longer than anybody wants to read. */
  private static String shorter(String text) {
    return MOMENT.matcher(text).replaceAll("$1");
  }

  private void stepTo(int percent) {
    settle();
    held = "";
    if (percent > 0) {
      step = Optional.of(new StepLine(screen, percent, clock.instant(), tally.reading()));
    }
  }

  private void settle() {
    step.ifPresent(
        line -> screen.settle(stamp() + line.settled(tally.reading(), clock.instant(), held)));
    step = Optional.empty();
  }

  private String stamp() {
    return screen.ink(
        Ink.FAINT, String.format(Locale.ROOT, "%5.1f s  ", lasted().toMillis() / 1000.0));
  }

  /** The story did not go as it should. */
  static final class Unfinished extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String why;

    Unfinished(String why) {
      super(why);
      this.why = why;
    }

    String why() {
      return why;
    }
  }
}
