package io.guidon.sim;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Lets {@link VirtualTime} follow a clock. The simulated world is for one thread only; this is that
 * thread. Everybody else, such as a request over HTTP, asks it to do something.
 */
public final class WorldThread implements AutoCloseable {

  private static final Duration LONGEST_NAP = Duration.ofMinutes(1);

  private final VirtualTime time;
  private final InstantSource clock;
  private final UnaryOperator<Duration> real;
  private final BlockingQueue<Request<?>> requests = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean ended;

  private WorldThread(VirtualTime time, InstantSource clock, UnaryOperator<Duration> real) {
    this.time = time;
    this.clock = clock;
    this.real = real;
    this.thread = Thread.ofPlatform().name("world").daemon().unstarted(this::live);
  }

  /** Starts it; from now on only it may touch {@code time} and whatever lives in that time. */
  public static WorldThread follow(VirtualTime time, InstantSource clock) {
    return started(new WorldThread(time, clock, UnaryOperator.identity()));
  }

  /** The same with a clock on which time flies. */
  public static WorldThread follow(VirtualTime time, FastClock clock) {
    return started(new WorldThread(time, clock, clock::real));
  }

  private static WorldThread started(WorldThread world) {
    world.thread.start();
    return world;
  }

  /**
   * Does something in the world and waits for its result. What {@code request} throws is thrown
   * here.
   *
   * @throws IllegalStateException if the world has ended
   */
  public <T> T call(Supplier<T> request) {
    if (Thread.currentThread().equals(thread)) {
      return request.get();
    }
    try {
      return submit(request).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /** Does something in the world and waits until it is done, like {@link #call}. */
  public void run(Runnable request) {
    call(() -> {
      request.run();
      return true;
    });
  }

  /**
   * Does something in the world soon.
   *
   * @return its result, or the {@link IllegalStateException} that says that the world has ended
   */
  public <T> CompletableFuture<T> submit(Supplier<T> request) {
    var submitted = new Request<>(request, new CompletableFuture<T>());
    requests.add(submitted);
    if (ended) {
      refuseAll();
    }
    return submitted.answer();
  }

  /** Whether nothing can be done in it any more. */
  public boolean hasEnded() {
    return ended;
  }

  /** Ends the world; what was asked of it and is not done is refused. */
  @Override
  public void close() {
    ended = true;
    thread.interrupt();
    refuseAll();
  }

  private void live() {
    try {
      while (!ended) {
        time.runUntil(clock.instant());
        var next = requests.poll(untilNextEvent().toNanos(), TimeUnit.NANOSECONDS);
        while (next != null) {
          meet(next);
          next = requests.poll();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      refuseAll();
    }
  }

  /** Whoever has been taken from the queue is answered, even if the world ends right now. */
  private void meet(Request<?> next) {
    try {
      if (!ended) {
        // What is due goes first: a request meets the world of its own moment.
        time.runUntil(clock.instant());
        next.carryOut();
      }
    } finally {
      next.refuse();
    }
  }

  private Duration untilNextEvent() {
    return time.nextDue()
        .map(due -> real.apply(Duration.between(clock.instant(), due)))
        .filter(nap -> nap.compareTo(LONGEST_NAP) < 0)
        .orElse(LONGEST_NAP);
  }

  private void refuseAll() {
    for (var next = requests.poll(); next != null; next = requests.poll()) {
      next.refuse();
    }
  }

  private record Request<T>(Supplier<T> what, CompletableFuture<T> answer) {
    void carryOut() {
      try {
        answer.complete(what.get());
      } catch (RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    }

    /** Does nothing if it has been answered. */
    void refuse() {
      answer.completeExceptionally(new IllegalStateException("the simulated world has ended"));
    }
  }
}
