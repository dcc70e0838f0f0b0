package io.guidon.operator.story;

import io.guidon.operator.loop.Async;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.Killed;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Runs what would run beside the loop as events of virtual time. When the operator is killed,
 * nothing of what it had begun goes on.
 */
final class StoryAsync implements Async {
  private final VirtualTime time;
  private final Runnable died;
  private final Consumer<Throwable> crashed;
  private boolean dead;

  /**
   * @param died called once, when the process is killed
   * @param crashed takes what a piece of work failed with
   */
  StoryAsync(VirtualTime time, Runnable died, Consumer<Throwable> crashed) {
    this.time = time;
    this.died = died;
    this.crashed = crashed;
  }

  @Override
  public <T> void run(String what, Callable<T> work, Consumer<Result<T>> done) {
    time.after(Duration.ZERO, () -> alive(() -> done.accept(attempt(work))));
  }

  private <T> Result<T> attempt(Callable<T> work) {
    try {
      return new Result.Done<>(work.call());
    } catch (Killed death) {
      throw death;
    } catch (Exception failure) {
      crashed.accept(failure);
      return new Result.Failed<>(failure);
    }
  }

  @Override
  public Cancellable after(Duration delay, Runnable then) {
    var scheduled = time.after(delay, () -> alive(then));
    return scheduled::cancel;
  }

  VirtualTime time() {
    return time;
  }

  /** Takes an answer that comes after {@code delay} of virtual time. */
  <T> void later(Duration delay, Callable<T> work, Consumer<Result<T>> done) {
    time.after(delay, () -> alive(() -> done.accept(attempt(work))));
  }

  void die() {
    if (!dead) {
      dead = true;
      died.run();
    }
  }

  /** Does {@code action} if the process still lives, and lets it die in its course. */
  void alive(Runnable action) {
    if (dead) {
      return;
    }
    try {
      action.run();
    } catch (Killed death) {
      die();
    }
  }
}
