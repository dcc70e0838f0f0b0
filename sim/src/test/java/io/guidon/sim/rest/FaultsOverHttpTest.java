package io.guidon.sim.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guidon.sim.rest.Faults.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FaultsOverHttpTest {

  private static final String WATCH = Served.CONFIG_MAPS + "?watch=true";

  @Test
  void aRefusedRequestHasNoEffect() {
    try (var served = after("POST", new Fault.Refused(500))) {
      assertThat(served.create("a").brief())
          .isEqualTo("500 InternalError: Internal error occurred: etcdserver: request timed out");
      assertThat(served.get(Served.CONFIG_MAPS + "/a").code()).isEqualTo(404);
      assertThat(served.create("a").code()).isEqualTo(201);
    }
  }

  @Test
  void whoeverAsksTooOftenIsToldWhenToComeAgain() {
    try (var served = after("POST", new Fault.Refused(429))) {
      var refused = served.create("a");

      assertThat(refused.code()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(refused.at("/details/retryAfterSeconds")).isEqualTo("1");
    }
  }

  @Test
  void anAnswerIsLostAfterTheEffect() {
    try (var served = after("PUT", new Fault.AnswerLost())) {
      served.create("a");

      assertThatThrownBy(() -> put(served)).isInstanceOf(IOException.class);
      assertThat(served.get(Served.CONFIG_MAPS + "/a").at("/data/x")).isEqualTo("1");
    }
  }

  @Test
  void aRequestIsLostBeforeTheEffect() {
    // The client of this test sends an idempotent request once more, in vain.
    try (var served = after("PUT", new Fault.Lost(), new Fault.Lost())) {
      served.create("a");

      assertThatThrownBy(() -> put(served)).isInstanceOf(IOException.class);
      assertThat(served.get(Served.CONFIG_MAPS + "/a").body().has("data")).isFalse();
    }
  }

  @Test
  void aLateRequestIsCarriedOutAllTheSame() {
    try (var served = after("POST", new Fault.Late(Duration.ofMillis(10)))) {
      assertThat(served.create("a").code()).isEqualTo(201);
    }
  }

  @Test
  void aBrokenWatchEndsWithoutAWord() {
    try (var served = after(Faults.WATCH, new Fault.WatchBroken(Duration.ofMillis(10)));
        var watch = served.watch(WATCH)) {
      watch.expectEnd();
      served.await("no watch is left", () -> served.server().openWatches() == 0);
    }
  }

  @Test
  void aStaleWatchTellsLaterWhatHappened() {
    var silence = Duration.ofMillis(300);
    try (var served = after(Faults.WATCH, new Fault.WatchStale(silence))) {
      served.create("a");
      long begin = System.nanoTime();
      try (var watch = served.watch(WATCH)) {
        watch.expect("ADDED a");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(silence);
        served.create("b");
        watch.expect("ADDED b");
      }
    }
  }

  @Test
  void aFaultThatIsForWatchesHarmsNoRequestThatIsRefused() {
    try (var served = after(Faults.WATCH, new Fault.WatchBroken(Duration.ZERO))) {
      assertThat(served.get(WATCH + "&resourceVersion=new").code()).isEqualTo(400);
    }
  }

  private static void put(Served served) throws IOException {
    served.answer(
        "PUT",
        Served.CONFIG_MAPS + "/a",
        "{\"data\":{\"x\":\"1\"}}",
        "Content-Type",
        "application/json");
  }

  /** The first requests with this method go wrong. */
  private static Served after(String method, Fault... faults) {
    Deque<Fault> left = new ArrayDeque<>(List.of(faults));
    return Served.with(settings ->
        settings.withFaults((asked, _) -> asked.equals(method) ? poll(left) : Optional.empty()));
  }

  private static synchronized Optional<Fault> poll(Deque<Fault> left) {
    return Optional.ofNullable(left.poll());
  }
}
