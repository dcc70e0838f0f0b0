package io.guidon.core.analysis.template;

/**
 * What one execution may cost, so that every template ends soon: a step for each part that is
 * evaluated and one for each character that is produced or looked at by a function, and a depth of
 * nested calls.
 */
final class Budget {
  /** Far above any real query; reached in well under a second. */
  static final int STEPS = 2_000_000;

  /** Longest text that a template may render, in characters. */
  static final int OUTPUT = 256 * 1024;

  /** How deep templates may call each other, and blocks and parentheses may be nested. */
  static final int DEPTH = 50;

  private long left = STEPS;
  private int depth;

  void spend(long steps) {
    left -= steps;
    if (left < 0) {
      throw new TemplateError("the template does more work than allowed (" + STEPS + " steps)");
    }
  }

  /** A block, a template or a parenthesis begins. */
  void enter(Frame frame) {
    if (++depth > DEPTH) {
      throw frame.error("exceeded maximum template depth (" + DEPTH + ")");
    }
  }

  void leave() {
    depth--;
  }

  /** Checks the length of what was rendered so far. */
  void output(int length) {
    if (length > OUTPUT) {
      throw new TemplateError("the output is longer than allowed (" + OUTPUT + " characters)");
    }
  }
}
