package io.guidon.operator.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
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
    threads.after(Duration.ofMillis(50), () -> seen.add("taken back")).cancel();
    threads.after(Duration.ofMillis(100), () -> seen.add("kept"));

    assertThat(seen.take()).isEqualTo("kept");
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

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    threads.run("late", () -> 1, seen::add);
    threads.after(Duration.ZERO, () -> seen.add("late"));
    assertThat(seen).isEmpty();
  }
}
