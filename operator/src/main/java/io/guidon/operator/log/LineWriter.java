package io.guidon.operator.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Where lines end: those that its settings let through, one after the other. */
final class LineWriter {
  private final OutputStream out;
  private final Sampling sampling = new Sampling();
  private volatile LogSettings settings = new LogSettings("info", LogSettings.Encoding.JSON, 0);

  LineWriter(OutputStream out) {
    this.out = out;
  }

  /** From now on lines are chosen and written so. */
  void configure(LogSettings chosen) {
    settings = chosen;
  }

  LogSettings settings() {
    return settings;
  }

  void write(LogLine line) {
    var now = Instant.now();
    if (!sampling.passes(line.level(), line.message(), now)) {
      return;
    }
    var bytes =
        line.render(settings.encoding(), now, Caller.find()).getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      try {
        out.write(bytes);
        out.flush();
      } catch (IOException gone) {
        // Nobody reads any more, and there is nowhere else to say so.
      }
    }
  }
}
