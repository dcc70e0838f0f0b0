package io.guidon.operator.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Where all log lines end: one writer for the process, because slf4j makes its loggers before there
 * are options.
 */
public final class Logs {
  private static final Object WRITING = new Object();
  private static final Sampling SAMPLING = new Sampling();

  private static volatile OutputStream out = new FileOutputStream(FileDescriptor.err);
  private static volatile LogSettings settings =
      new LogSettings("info", LogSettings.Encoding.JSON, 0);

  private Logs() {}

  /** From now on lines are chosen and written so. */
  public static void configure(LogSettings chosen) {
    settings = chosen;
  }

  /** For tests: lines go here instead of stderr. */
  static void to(OutputStream other) {
    out = other;
  }

  static LogSettings settings() {
    return settings;
  }

  static void write(LogLine line) {
    var now = Instant.now();
    if (!SAMPLING.passes(line.level(), line.message(), now)) {
      return;
    }
    var bytes =
        line.render(settings.encoding(), now, Caller.find()).getBytes(StandardCharsets.UTF_8);
    synchronized (WRITING) {
      try {
        out.write(bytes);
      } catch (IOException gone) {
        // Nobody reads any more, and there is nowhere else to say so.
      }
    }
  }
}
