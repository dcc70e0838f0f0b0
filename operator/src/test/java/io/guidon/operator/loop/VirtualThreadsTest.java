package io.guidon.operator.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualThreadsTest {
  private final VirtualThreads threads = new VirtualThreads();
  private final BlockingQueue<Object> seen = new ArrayBlockingQueue<>(10);

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void handsOverWhatTheWorkGave() throws Exception {
    threads.run(
        "work",
        () -> Thread.currentThread().getName() + " " + Thread.currentThread().isVirtual(),
        seen::add);

    assertThat(seen.take()).isEqualTo(new Async.Result.Done<>("work true"));
  }

  @Test
  void handsOverWhatWentWrongEvenIfItIsAnError() throws Exception {
    var error = new StackOverflowError();
    threads.run(
        "work",
        () -> {
          throw error;
        },
        seen::add);

    assertThat(seen.take()).isEqualTo(new Async.Result.Failed<>(error));
  }

  @Test
  void doesLaterWhatIsAskedForLater() throws Exception {
    threads.after(Duration.ofMillis(1), () -> seen.add("later"));

    assertThat(seen.take()).isEqualTo("later");
  }

  @Test
  void doesNotDoWhatWasTakenBack() throws Exception {
    var delay = Duration.ofMillis(50);
    boolean inTime;
    do {
      var did = new ArrayBlockingQueue<String>(2);
      var begun = System.nanoTime();
      threads.after(delay, () -> did.add("taken back")).cancel();
      // Otherwise this thread was held up so long that nothing could be taken back.
      inTime = System.nanoTime() - begun < delay.toNanos();
      threads.after(delay.multipliedBy(2), () -> did.add("kept"));
      if (inTime) {
        assertThat(did.take()).isEqualTo("kept");
      }
    } while (!inTime);
  }

  @Test
  void goesOnAfterAReactionThatFails() throws Exception {
    threads.run(
        "work",
        () -> 1,
        result -> {
          throw new IllegalStateException("bug");
        });
    threads.after(Duration.ZERO, () -> seen.add("next"));

    assertThat(seen.take()).isEqualTo("next");
  }

  @Test
  void letsWhatIsUnderWayEndAndBeginsNothingNew() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    threads.run(
        "work",
        () -> {
          begun.countDown();
          goOn.await();
          return "told";
        },
        seen::add);
    begun.await();
    var stopping = Thread.ofVirtual().start(() -> threads.finish(Duration.ofMinutes(5)));
    while (stopping.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    threads.run("late", () -> "late", seen::add);

    goOn.countDown();
    stopping.join();

    assertThat(seen).containsExactly(new Async.Result.Done<>("told"));
  }

  @Test
  void interruptsWhatIsUnderWayWhenClosedAndTellsNobody() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CompletableFuture<Boolean>();
    threads.run(
        "work",
        () -> {
          begun.countDown();
          try {
            return new CompletableFuture<String>().get();
          } catch (InterruptedException stopping) {
            interrupted.complete(true);
            throw stopping;
          }
        },
        seen::add);
    begun.await();

    threads.close();

    assertThat(interrupted.get()).isTrue();
    threads.run("late", () -> 1, seen::add);
    threads.after(Duration.ZERO, () -> seen.add("late"));
    assertThat(seen).isEmpty();
  }
}
