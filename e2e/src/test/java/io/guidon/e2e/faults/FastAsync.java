package io.guidon.e2e.faults;

import io.guidon.operator.loop.Async;
import io.guidon.operator.loop.VirtualThreads;
import io.guidon.sim.FastClock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Real threads whose timers follow a clock on which time flies. */
final class FastAsync implements Async, AutoCloseable {
  private final VirtualThreads threads = new VirtualThreads();
  private final FastClock clock;

  FastAsync(FastClock clock) {
    this.clock = clock;
  }

  @Override
  public <T> void run(String what, Callable<T> work, Consumer<Result<T>> done) {
    threads.run(what, work, done);
  }

  @Override
  public Cancellable after(Duration delay, Runnable then) {
    return threads.after(clock.real(delay), then);
  }

  /** What is under way is interrupted, as by the end of a process. */
  @Override
  public void close() {
    threads.close();
  }
}
