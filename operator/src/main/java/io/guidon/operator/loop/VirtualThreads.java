package io.guidon.operator.loop;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One virtual thread per piece of work, and one platform thread that only watches the clock.
 * Closing it interrupts all work that is under way and forgets what lies ahead.
 */
public final class VirtualThreads implements Async, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VirtualThreads.class);

  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor clock;
  private volatile boolean closed;

  public VirtualThreads() {
    clock =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("timers").daemon().factory());
    clock.setRemoveOnCancelPolicy(true);
  }

  @Override
  public <T> void run(String what, Callable<T> work, Consumer<Result<T>> done) {
    submit(
        what,
        () -> {
          var result = attempt(work);
          if (!closed) {
            done.accept(result);
          }
        });
  }

  @Override
  public Cancellable after(Duration delay, Runnable then) {
    try {
      var timer =
          clock.schedule(() -> submit("timer", then), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> timer.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  private static <T> Result<T> attempt(Callable<T> work) {
    try {
      return new Result.Done<>(work.call());
    } catch (Throwable failure) {
      // Errors too: a deeply nested object that overflows the stack must not leave the caller
      // waiting for ever.
      return new Result.Failed<>(failure);
    }
  }

  private void submit(String what, Runnable work) {
    try {
      workers.execute(() -> supervised(what, work));
    } catch (RejectedExecutionException closed) {
      LOG.atDebug().log("{} is not begun, the operator is stopping", what);
    }
  }

  private static void supervised(String what, Runnable work) {
    Thread.currentThread().setName(what);
    try {
      work.run();
    } catch (RuntimeException bug) {
      LOG.atError().setCause(bug).log("{} ended unexpectedly: {}", what, bug.toString());
    }
  }

  /**
   * Nothing new begins any more; what is under way may end, and its result is handed over as ever.
   * Returns when nothing is under way, or after {@code limit}.
   */
  public void finish(Duration limit) {
    clock.shutdownNow();
    workers.shutdown();
    try {
      var _ = workers.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
    workers.shutdownNow();
  }
}
