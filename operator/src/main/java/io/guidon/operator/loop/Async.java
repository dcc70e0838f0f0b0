package io.guidon.operator.loop;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * How work gets beside the loop, and how time passes. Tests put in one that runs everything on one
 * thread in virtual time.
 */
public interface Async {

  /**
   * Does {@code work} beside the caller and hands what became of it to {@code done}, exactly once
   * unless the process stops before.
   *
   * @param what names the work, for thread dumps and logs
   */
  <T> void run(String what, Callable<T> work, Consumer<Result<T>> done);

  /** Calls {@code then} once, {@code delay} from now, unless it is cancelled before. */
  Cancellable after(Duration delay, Runnable then);

  /** What became of a piece of work. */
  sealed interface Result<T> {
    record Done<T>(T value) implements Result<T> {}

    record Failed<T>(Throwable cause) implements Result<T> {}
  }

  /** Something that lies ahead. */
  interface Cancellable {
    /** Takes it back if it has not begun; otherwise does nothing. */
    void cancel();
  }
}
