package io.guidon.sim.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Sends what a watch has to tell, until its time is over, it ends, or the client is gone. */
final class WatchSending {

  /** The last bookmark comes so long before the end, so that the next watch begins near it. */
  private static final Duration LAST_BOOKMARK = Duration.ofSeconds(2);

  private final WatchStream watch;
  private final OutputStream out;
  private final Times times;
  private final BooleanSupplier bookmark;
  private Instant nextBookmark;
  private Instant nextProbe;

  /**
   * When things happen.
   *
   * @param end when it is over at the latest
   */
  record Times(RestServer.Settings settings, Instant end, Disturbance disturbance) {
    InstantSource clock() {
      return settings.clock();
    }

    Instant bookmarkAfter(Instant now) {
      var next = now.plus(settings.bookmarkEvery());
      var last = end.minus(LAST_BOOKMARK);
      return last.isAfter(now) && last.isBefore(next) ? last : next;
    }
  }

  /**
   * @param bookmark puts a bookmark into the watch; false if the client wants none
   */
  WatchSending(WatchStream watch, OutputStream out, Times times, BooleanSupplier bookmark) {
    this.watch = watch;
    this.out = out;
    this.times = times;
    this.bookmark = bookmark;
    var now = times.clock().instant();
    this.nextBookmark = times.bookmarkAfter(now);
    this.nextProbe = now.plus(times.settings().probeEvery());
  }

  /**
   * Returns at the end.
   *
   * @throws IOException if the client is gone
   */
  void send() throws IOException, InterruptedException {
    stall();
    boolean goesOn = true;
    while (goesOn && times.clock().instant().isBefore(times.end())) {
      goesOn =
          switch (watch.next(Duration.between(times.clock().instant(), nextDue()))) {
            case WatchStream.Told.Event(var event) -> {
              write(Bodies.json(event));
              yield true;
            }
            case WatchStream.Told.Nothing _ -> true;
            case WatchStream.Told.End _ -> false;
          };
      remind();
    }
  }

  private void stall() throws InterruptedException {
    var until = earlier(times.disturbance().silentUntil(), times.end());
    var now = times.clock().instant();
    if (now.isBefore(until)) {
      Thread.sleep(Duration.between(now, until));
    }
  }

  private void remind() throws IOException {
    var now = times.clock().instant();
    boolean bookmarkDue = !now.isBefore(nextBookmark);
    boolean probeDue = !now.isBefore(nextProbe);
    if (bookmarkDue) {
      nextBookmark = times.bookmarkAfter(now);
    }
    if (probeDue) {
      nextProbe = now.plus(times.settings().probeEvery());
    }
    boolean marked = (bookmarkDue || probeDue) && bookmark.getAsBoolean();
    if (probeDue && !marked) {
      // An empty line is no event: those who read JSON, or lines of it, skip it.
      write(new byte[0]);
    }
  }

  private Instant nextDue() {
    return earlier(earlier(nextBookmark, nextProbe), times.end());
  }

  private void write(byte[] line) throws IOException {
    out.write(line);
    out.write('\n');
    out.flush();
    nextProbe = times.clock().instant().plus(times.settings().probeEvery());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
