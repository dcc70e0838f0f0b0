package io.guidon.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.resource.ObjectRef;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KindWatchTest {
  private static final String ALL = "/api/v1/services";
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final ObjectRef APP = new ObjectRef("v1", "Service", "test", "app");

  private final FakeApiServer server = new FakeApiServer();
  private final BlockingQueue<ObjectRef> changes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Duration> waits = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> goOn = new LinkedBlockingQueue<>();
  private final BlockingQueue<Cluster.KindState> states = new LinkedBlockingQueue<>();
  private final AtomicLong nanos = new AtomicLong();
  private final ApiClient api = ApiClient.of(server.options());
  private final Store store = new Store(Kinds.SERVICES, changes::add);
  private Optional<Thread> thread = Optional.empty();

  @AfterEach
  void stop() {
    thread.ifPresent(Thread::interrupt);
    api.close();
    server.close();
  }

  @Test
  void isNotReadyWhileTheWatchCannotBeResumed() throws Exception {
    var watch = start(LONG);
    server.awaitAsked("WATCH", ALL);
    await(watch, Cluster.KindState.READY);
    server.answers("WATCH", ALL, 500, "").endWatch(ALL);
    nextRound();

    assertThat(waits.take()).isPositive();
    assertThat(watch.state()).isEqualTo(Cluster.KindState.STARTING);
    goOn.add("");

    await(watch, Cluster.KindState.READY);
  }

  @Test
  void staysReadyWhenAWatchEndsAndTheNextBegins() throws Exception {
    var watch = start(LONG);
    server.awaitAsked("WATCH", ALL);
    await(watch, Cluster.KindState.READY);
    server.endWatch(ALL);

    assertThat(waits.take()).isPositive();

    assertThat(watch.state()).isEqualTo(Cluster.KindState.READY);
  }

  @Test
  void isReadyAgainAsSoonAsARefusedWatchIsAllowed() throws Exception {
    server.answers("WATCH", ALL, 403, "{\"kind\":\"Status\",\"reason\":\"Forbidden\"}");
    var watch = start(LONG);
    waits.take();
    assertThat(watch.state()).isEqualTo(Cluster.KindState.FORBIDDEN);

    goOn.add("");
    server.awaitAsked("WATCH", ALL);
    server.awaitAsked("WATCH", ALL);

    await(watch, Cluster.KindState.READY);
  }

  @Test
  void saysAfterAWhileThatItsWatchIsNotAnsweredAndGoesOnByItself() throws Exception {
    server.holdsBack("WATCH", ALL);
    server.holdsBack("WATCH", ALL);
    start(Duration.ofMillis(200), LONG);
    assertThat(states.take()).isEqualTo(Cluster.KindState.READY);
    assertThat(states.take()).isEqualTo(Cluster.KindState.STARTING);

    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    nextRound();
    assertThat(states.take()).isEqualTo(Cluster.KindState.UNANSWERED);

    // On a slow machine the answer may come too late more than once.
    goOn.addAll(Collections.nCopies(1000, ""));
    assertThat(states.take()).isEqualTo(Cluster.KindState.READY);
  }

  @Test
  void holdsAnErrorThatLastsAgainstItsKind() throws Exception {
    server.answers("GET", ALL, 500, "").answers("GET", ALL, 500, "");
    var watch = start(LONG);
    waits.take();
    assertThat(watch.answered().getCount()).isEqualTo(1);

    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    goOn.add("");

    assertThat(states.take()).isEqualTo(Cluster.KindState.UNANSWERED);
    watch.answered().await();
  }

  @Test
  void doesNotBlameItsKindWhenNobodyIsThere() throws Exception {
    server.close();
    var watch = start(LONG);
    for (var round = 0; round < 3; round++) {
      nanos.addAndGet(Duration.ofSeconds(61).toNanos());
      nextRound();
    }
    waits.take();

    assertThat(watch.state()).isEqualTo(Cluster.KindState.STARTING);
    assertThat(watch.answered().getCount()).isEqualTo(1);
  }

  @Test
  void goesOnAtOnceAfterAGoodWatchHoweverManyThereWere() throws Exception {
    var watch = start(LONG);
    for (int i = 0; i < 8; i++) {
      server.awaitAsked("WATCH", ALL);
      await(watch, Cluster.KindState.READY);
      awaitBegun();
      nanos.addAndGet(Duration.ofMinutes(5).toNanos());
      server.endWatch(ALL);

      assertThat(waits.take()).isLessThanOrEqualTo(Duration.ofMillis(200));
      goOn.add("");
    }
  }

  @Test
  void waitsLongerEachTimeAWatchEndsAsSoonAsItBegan() throws Exception {
    start(LONG);
    for (int i = 0; i < 8; i++) {
      server.endWatch(ALL);
      goOn.add("");
    }

    for (int i = 0; i < 7; i++) {
      waits.take();
    }

    assertThat(waits.take()).isGreaterThan(Duration.ofSeconds(15));
  }

  @Test
  void leavesTheApiServerAloneAsLongAsItAsks() throws Exception {
    server.answers("GET", ALL, 429, "", "Retry-After", "17");

    start(LONG);

    assertThat(waits.take()).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void listsAnewAfterASilentWatch() throws Exception {
    server.answers("GET", ALL, 200, list("7"));
    server.answers("GET", ALL, 200, list("8", app("8")));
    goOn.add("");

    start(Duration.ofMillis(100));

    assertThat(changes.take()).isEqualTo(APP);
  }

  @Test
  void takesEverythingAsNewsWhenTheClusterWasSetBack() throws Exception {
    server.answers("GET", ALL, 200, list("900", app("800")));
    start(LONG);
    changes.take();
    server.answers("GET", ALL, 200, list("50", app("40")));
    server.tell(ALL, "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}");
    server.endWatch(ALL);
    nextRound();

    assertThat(changes.take()).isEqualTo(APP);
    assertThat(store.get(APP).orElseThrow().at("/metadata/resourceVersion").asText())
        .isEqualTo("40");

    server.awaitAsked("WATCH", ALL);
    server.tell(ALL, "{\"type\":\"MODIFIED\",\"object\":" + app("51") + "}");
    assertThat(changes.take()).isEqualTo(APP);
  }

  private KindWatch start(Duration silence) {
    return start(LONG, silence);
  }

  private KindWatch start(Duration begin, Duration silence) {
    var watch =
        new KindWatch(
            api,
            store,
            Optional.empty(),
            new KindWatch.Patience(
                length -> {
                  waits.add(length);
                  goOn.take();
                },
                nanos::get,
                silence,
                begin),
            states::add);
    thread = Optional.of(Thread.ofVirtual().start(watch));
    return watch;
  }

  /** Lets one wait pass that is of no interest. */
  private void nextRound() throws InterruptedException {
    waits.take();
    goOn.add("");
  }

  /** A bookmark that has arrived proves that the watch has begun for its reader as well. */
  private void awaitBegun() throws InterruptedException {
    server.tell(
        ALL, "{\"type\":\"ADDED\",\"object\":" + app(Long.toString(nanos.get() + 100)) + "}");
    changes.take();
  }

  private static void await(KindWatch watch, Cluster.KindState state) {
    while (watch.state() != state) {
      Thread.onSpinWait();
    }
  }

  private static String app(String version) {
    return "{\"metadata\":{\"namespace\":\"test\",\"name\":\"app\",\"uid\":\"u\",\"resourceVersion\":\"%s\"}}"
        .formatted(version);
  }

  private static String list(String version, String... items) {
    return "{\"metadata\":{\"resourceVersion\":\"%s\"},\"items\":[%s]}"
        .formatted(version, String.join(",", items));
  }
}
