package io.guidon.operator.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

/**
 * The log of this process: one for all, because slf4j makes its loggers before there are options.
 */
public final class Logs {
  static final LineWriter STDERR = new LineWriter(new FileOutputStream(FileDescriptor.err));

  private Logs() {}

  /** From now on lines are chosen and written so. */
  public static void configure(LogSettings chosen) {
    STDERR.configure(chosen);
  }
}
