package io.guidon.sim.demo;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Where the story is printed. On a terminal the last line can be live, and there are colours; in a
 * file there are neither, and nothing is lost.
 */
final class Screen {

  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final Look look;
  private String live = "";

  /** What the other side can show. */
  enum Look {
    /** Lines only. */
    PLAIN,
    /** A terminal without colours: the last line may change. */
    LIVE,
    /** A terminal. */
    COLOURED
  }

  /** The colours that mean something. */
  enum Ink {
    PLAIN(""),
    BOLD("1"),
    FAINT("2"),
    GOOD("32"),
    BAD("31"),
    NOTABLE("33");

    private final String code;

    Ink(String code) {
      this.code = code;
    }
  }

  Screen(PrintStream out, Look look) {
    this.out = out;
    this.look = look;
  }

  /** As this process was started: a terminal, and whether colours are wanted (no-color.org). */
  static Screen standard() {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    String noColour = System.getenv("NO_COLOR");
    if (!terminal || dumb) {
      return new Screen(System.out, Look.PLAIN);
    }
    return new Screen(
        System.out, noColour == null || noColour.isEmpty() ? Look.COLOURED : Look.LIVE);
  }

  /** Text in a colour, where there are colours. */
  String ink(Ink ink, String text) {
    return look == Look.COLOURED && ink != Ink.PLAIN
        ? "\u001b[" + ink.code + "m" + text + "\u001b[0m"
        : text;
  }

  /** A line that stays; above the live line, if there is one. */
  synchronized void line(String text) {
    if (!live.isEmpty()) {
      out.print(CLEAR_LINE);
    }
    out.println(text);
    out.print(live);
    out.flush();
  }

  void line(Ink ink, String text) {
    line(ink(ink, text));
  }

  /** Replaces the live line; not shown where lines cannot change. */
  synchronized void live(String text) {
    if (look == Look.PLAIN) {
      return;
    }
    live = text;
    out.print(CLEAR_LINE + live);
    out.flush();
  }

  /** The live line comes to its end and stays as {@code text}. */
  synchronized void settle(String text) {
    if (!live.isEmpty()) {
      out.print(CLEAR_LINE);
      live = "";
    }
    out.println(text);
    out.flush();
  }
}
