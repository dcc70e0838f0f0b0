package io.guidon.operator.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.notification.EventType;
import io.guidon.core.notification.Notification;
import io.guidon.core.notification.Severity;
import io.guidon.core.resource.Canary;
import io.guidon.core.rollout.HookCall;
import io.guidon.operator.hook.Delivery;
import io.guidon.operator.http.HttpPost;
import io.guidon.operator.http.Proxies;
import io.guidon.operator.loop.Async;
import io.guidon.operator.loop.VirtualThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Canary ONE_RECEIVER =
      Canaries.canary(
          "podinfo",
          "{\"webhooks\": [{\"name\": \"a\", \"type\": \"event\", \"url\": \"http://a/\"}]}");
  private static final Canary TWO_RECEIVERS =
      Canaries.canary(
          "podinfo",
          """
          {"webhooks": [{"name": "a", "type": "event", "url": "http://a/", "metadata": {"env": "live"}},
                        {"name": "gate", "url": "http://gate/"},
                        {"name": "b", "type": "event", "url": "http://b/", "timeout": "3s", "retries": 2}]}
          """);
  private static final Delivery PASSING = new Delivery.Failed("down", true);
  private static final Delivery LASTING = new Delivery.Failed("never", false);

  private final ManualTime time = new ManualTime();
  private final Map<String, List<Delivery>> answers = new HashMap<>();
  private final List<HookCall> calls = new ArrayList<>();
  private final List<String> kubernetes = new ArrayList<>();
  private final Set<String> acknowledged = new TreeSet<>();
  private final Outbox outbox = outbox(Optional.of("http://global/"));

  private Outbox outbox(Optional<String> eventWebhook) {
    return outbox(time, this::send, eventWebhook);
  }

  private Outbox outbox(Async async, EventSender send, Optional<String> eventWebhook) {
    return new Outbox(
        async,
        time,
        new Channels(
            send,
            new Notifier(new HttpPost("guidon/test"), Proxies.none()),
            new NoSource(),
            eventWebhook,
            Optional.empty()),
        (about, type, message) ->
            kubernetes.add(about.name() + " " + type.wireName() + " " + message),
        (about, id) -> acknowledged.add(id));
  }

  private static final class NoSource implements AlertSource {
    @Override
    public Found provider(String namespace, String name) {
      return new Found.Missing("none");
    }

    @Override
    public Found secret(String namespace, String name) {
      return new Found.Missing("none");
    }
  }

  private Delivery send(HookCall call) {
    calls.add(call);
    var scripted = answers.getOrDefault(call.url(), new ArrayList<>());
    return scripted.isEmpty() ? new Delivery.Delivered() : scripted.removeFirst();
  }

  private void scripted(String url, Delivery... deliveries) {
    answers.put(url, new ArrayList<>(Arrays.asList(deliveries)));
  }

  private static List<Notification> events(String... ids) {
    return Arrays.stream(ids)
        .<Notification>map(
            id -> new Notification.Event(id, EventType.NORMAL, "text " + id, "Progressing", "c"))
        .toList();
  }

  private void deliver(Canary canary, String... ids) {
    outbox.deliver(Canaries.ref(canary), canary, events(ids));
  }

  /** {@code <receiver> <event>}, in the order of the calls. */
  private List<String> told() {
    return calls.stream()
        .map(call -> call.url() + " " + call.payload().at("/metadata/eventMessage").asText())
        .toList();
  }

  @Test
  void tellsReceiversApartThatDifferInTheirMetadataOnly() {
    deliver(
        Canaries.canary(
            "podinfo",
            """
            {"webhooks": [{"name": "a", "type": "event", "url": "http://a/", "metadata": {"env": "one"}},
                          {"name": "a", "type": "event", "url": "http://a/", "metadata": {"env": "two"}}]}
            """),
        "1");
    time.settle();

    assertThat(calls)
        .extracting(call -> call.payload().at("/metadata/env").asText())
        .containsExactlyInAnyOrder("one", "two");
    assertThat(acknowledged).containsExactly("1");
  }

  @Test
  void tellsEachReceiverInOrderAndThenAcknowledges() {
    deliver(TWO_RECEIVERS, "1", "2");
    time.settle();

    assertThat(told())
        .containsExactlyInAnyOrder(
            "http://a/ text 1", "http://a/ text 2", "http://b/ text 1", "http://b/ text 2")
        .containsSubsequence("http://a/ text 1", "http://a/ text 2")
        .containsSubsequence("http://b/ text 1", "http://b/ text 2");
    assertThat(kubernetes).containsExactly("podinfo Normal text 1", "podinfo Normal text 2");
    assertThat(acknowledged).containsExactly("1", "2");
  }

  @Test
  void sendsWhatFlaggerSends() {
    deliver(TWO_RECEIVERS, "1");
    time.settle();

    var first = calls.getFirst();
    assertThat(first.payload())
        .isEqualTo(
            Canaries.json(
                """
                {"name": "podinfo", "namespace": "test", "phase": "Progressing", "checksum": "c", "metadata":
                 {"env": "live", "eventMessage": "text 1", "eventType": "Normal", "timestamp": "1767225600000"}}
                """));
    assertThat(calls.get(1))
        .extracting(HookCall::timeout, HookCall::retries)
        .containsExactly("3s", 2);
  }

  @Test
  void usesTheReceiverOfTheFlagsOnlyWithoutOwnOnes() {
    deliver(Canaries.canary("plain", "{}"), "1");
    deliver(ONE_RECEIVER, "1");
    time.settle();

    assertThat(told()).containsExactlyInAnyOrder("http://global/ text 1", "http://a/ text 1");
    assertThat(calls.getFirst())
        .extracting(HookCall::timeout, HookCall::retries)
        .containsExactly("10s", 0);
  }

  @Test
  void acknowledgesWhatNobodyBesidesKubernetesWantsToHear() {
    var silent = outbox(Optional.empty());
    var canary = Canaries.canary("plain", "{}");

    silent.deliver(Canaries.ref(canary), canary, events("1"));
    time.settle();

    assertThat(kubernetes).containsExactly("plain Normal text 1");
    assertThat(acknowledged).containsExactly("1");
  }

  @Test
  void tellsNothingTwiceWhileItIsUnderWayOrAcknowledgedButNotYetRecorded() {
    scripted("http://a/", PASSING);
    deliver(ONE_RECEIVER, "1");
    time.settle();
    deliver(ONE_RECEIVER, "1", "2");
    time.pass(Duration.ofSeconds(2));
    deliver(ONE_RECEIVER, "1", "2", "3");
    time.settle();

    assertThat(told())
        .containsExactly(
            "http://a/ text 1", "http://a/ text 1", "http://a/ text 2", "http://a/ text 3");
    assertThat(kubernetes).hasSize(3);
  }

  @Test
  void remembersNothingOfACanaryWhoseRecordIsEmpty() {
    deliver(ONE_RECEIVER, "1");
    time.settle();
    deliver(ONE_RECEIVER);
    assertThat(time.isQuiet()).isTrue();

    deliver(ONE_RECEIVER, "1");
    time.settle();

    assertThat(told()).hasSize(2);
  }

  @Test
  void triesAgainWithAGrowingPauseAndKeepsTheOrder() {
    scripted("http://a/", PASSING, PASSING, PASSING);
    deliver(ONE_RECEIVER, "1", "2");

    time.pass(Duration.ofMillis(6999));
    assertThat(told()).containsExactly("http://a/ text 1", "http://a/ text 1", "http://a/ text 1");
    assertThat(acknowledged).isEmpty();

    time.pass(Duration.ofMillis(1));
    assertThat(told()).endsWith("http://a/ text 1", "http://a/ text 2");
    assertThat(acknowledged).containsExactly("1", "2");
  }

  @Test
  void keepsTheTimeOfTheEventWhenItIsToldLate() {
    scripted("http://a/", PASSING);
    deliver(ONE_RECEIVER, "1");
    time.pass(Duration.ofSeconds(1));

    assertThat(calls)
        .extracting(call -> call.payload().at("/metadata/timestamp").asText())
        .containsExactly("1767225600000", "1767225600000");
  }

  @Test
  void letsAReceiverThatIsDownHoldUpNobodyElse() {
    var other =
        Canaries.canary(
            "other",
            "{\"webhooks\": [{\"name\": \"a\", \"type\": \"event\", \"url\": \"http://a/\"}]}");
    scripted("http://a/", PASSING, PASSING);

    deliver(TWO_RECEIVERS, "1", "2");
    time.settle();
    deliver(other, "1");
    time.settle();

    assertThat(told()).contains("http://b/ text 1", "http://b/ text 2");
    assertThat(kubernetes).contains("podinfo Normal text 2", "other Normal text 1");
    assertThat(acknowledged).isEmpty();
  }

  @Test
  void givesUpAReceiverAfterTenMinutesAndItsBacklogWithOneAttemptEach() {
    scripted("http://a/", failing(100));
    deliver(ONE_RECEIVER, "1", "2", "3");

    time.pass(Duration.ofMinutes(9));
    assertThat(acknowledged).isEmpty();

    time.pass(Duration.ofMinutes(2));
    assertThat(acknowledged).containsExactly("1", "2", "3");
    assertThat(told()).filteredOn("http://a/ text 3"::equals).hasSize(1);
    assertThat(told().size()).isBetween(20, 30);
  }

  private static Delivery[] failing(int times) {
    var deliveries = new Delivery[times];
    Arrays.fill(deliveries, PASSING);
    return deliveries;
  }

  @Test
  void doesNotRepeatWhatWillNeverArrive() {
    scripted("http://a/", LASTING);
    deliver(ONE_RECEIVER, "1", "2");
    time.settle();

    assertThat(told()).containsExactly("http://a/ text 1", "http://a/ text 2");
    assertThat(acknowledged).containsExactly("1", "2");
  }

  @Test
  void survivesAReceiverWhoseClientBreaks() {
    var broken =
        outbox(
            time,
            call -> {
              throw new IllegalStateException("bug");
            },
            Optional.of("http://global/"));
    var canary = Canaries.canary("plain", "{}");

    broken.deliver(Canaries.ref(canary), canary, events("1", "2"));
    time.settle();

    assertThat(acknowledged).containsExactly("1", "2");
  }

  @Test
  void stopsTellingAReceiverThatTheUserTookAway() {
    scripted("http://a/", PASSING);
    deliver(ONE_RECEIVER, "1", "2");
    time.settle();

    deliver(Canaries.canary("podinfo", "{}"), "1", "2");
    time.pass(Duration.ofMinutes(1));

    assertThat(told()).containsExactly("http://a/ text 1", "http://a/ text 1");
    assertThat(acknowledged).containsExactly("1", "2");
  }

  @Test
  void tellsOnceWhatIsInNoRecordAndAcknowledgesNothing() {
    outbox.tell(Canaries.ref(ONE_RECEIVER), ONE_RECEIVER, events("t1"));
    outbox.tell(Canaries.ref(ONE_RECEIVER), ONE_RECEIVER, events("t1"));
    time.settle();

    assertThat(told()).hasSize(2);
    assertThat(kubernetes).hasSize(2);
    assertThat(acknowledged).isEmpty();
  }

  @Test
  void doesNotPileUpWhatIsInNoRecordForAReceiverThatIsDown() {
    scripted("http://a/", failing(1000));
    for (int number = 0; number < 200; number++) {
      outbox.tell(Canaries.ref(ONE_RECEIVER), ONE_RECEIVER, events("t" + number));
      time.settle();
    }

    time.pass(Duration.ofMinutes(30));

    assertThat(new HashSet<>(told())).hasSize(Addressees.MOST_UNKEPT + 1);
    assertThat(kubernetes).hasSize(200);
  }

  @Test
  void stillTellsWhatADeletedCanaryHadToSay() {
    scripted("http://a/", PASSING);
    deliver(ONE_RECEIVER, "1", "2");
    time.settle();

    outbox.forget(Canaries.ref(ONE_RECEIVER));
    time.pass(Duration.ofSeconds(1));

    assertThat(told()).endsWith("http://a/ text 1", "http://a/ text 2");
  }

  @Test
  void takesACanaryOfTheSameNameForAnotherOne() {
    deliver(ONE_RECEIVER, "1");
    time.settle();
    deliver(
        Canaries.canary(
            "podinfo",
            "new",
            "{\"webhooks\": [{\"name\": \"a\", \"type\": \"event\", \"url\": \"http://a/\"}]}"),
        "1");
    time.settle();

    assertThat(told()).hasSize(2);
  }

  @Test
  void tellsAlertsToNoEventReceiver() {
    outbox.deliver(
        Canaries.ref(ONE_RECEIVER),
        ONE_RECEIVER,
        List.of(new Notification.Alert("1", Severity.ERROR, "bad", List.of())));
    time.settle();

    assertThat(calls).isEmpty();
    assertThat(kubernetes).isEmpty();
    assertThat(acknowledged).containsExactly("1");
  }

  @Test
  void acknowledgesWhatIsAnsweredWhileTheOperatorStops() {
    try (var threads = new VirtualThreads()) {
      var stopping =
          outbox(
              threads,
              call -> {
                threads.finish(Duration.ZERO);
                return send(call);
              },
              Optional.empty());

      stopping.deliver(Canaries.ref(ONE_RECEIVER), ONE_RECEIVER, events("1", "2"));
      threads.finish(Duration.ofSeconds(10));
    }

    assertThat(told()).containsExactly("http://a/ text 1");
    assertThat(acknowledged).containsExactly("1");
  }
}
