package io.guidon.operator.log;

/**
 * The log of this process: one for all, because slf4j makes its loggers before there are options.
 */
public final class Logs {
  static final LineWriter STDERR = new LineWriter(System.err);

  private Logs() {}

  /** From now on lines are chosen and written so. */
  public static void configure(LogSettings chosen) {
    STDERR.configure(chosen);
  }
}
