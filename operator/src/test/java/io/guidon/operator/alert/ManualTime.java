package io.guidon.operator.alert;

import io.guidon.operator.loop.Async;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Everything on the thread of the test, in the order of a time that the test moves. */
final class ManualTime implements Async, InstantSource {
  private record Task(Instant due, long number, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::number));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long number;

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public <T> void run(String what, Callable<T> work, Consumer<Result<T>> done) {
    after(Duration.ZERO, () -> done.accept(attempt(work)));
  }

  private static <T> Result<T> attempt(Callable<T> work) {
    try {
      return new Result.Done<>(work.call());
    } catch (Exception failure) {
      return new Result.Failed<>(failure);
    }
  }

  @Override
  public Cancellable after(Duration delay, Runnable then) {
    var task = new Task(now.plus(delay), number++, then);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /** Does everything that is due within {@code length}. */
  void pass(Duration length) {
    var end = now.plus(length);
    while (!tasks.isEmpty() && !tasks.peek().due().isAfter(end)) {
      var task = tasks.remove();
      now = task.due();
      task.work().run();
    }
    now = end;
  }

  /** Does everything that is due now. */
  void settle() {
    pass(Duration.ZERO);
  }

  boolean isQuiet() {
    return tasks.isEmpty();
  }
}
