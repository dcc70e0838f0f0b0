package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.core.resource.ObjectRef;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A day with five hundred rollouts: good ones, bad ones, ones that are overtaken, ones that wait at
 * a gate; Canaries that come and go, and an operator that dies now and then. Nothing may be left
 * behind by any of them. Alone in its JVM at the time, whose heap it measures.
 */
@Isolated
class SoakTest {
  private static final int ROLLOUTS = 500;
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration SLOT = DAY.dividedBy(ROLLOUTS);

  /** From this rollout on nobody kills the operator, so that what leaks in it has time to grow. */
  private static final int UNDISTURBED_FROM = 200;

  /**
   * In bytes, over the undisturbed 300 rollouts: 3 KB that leaked in each rollout would be more.
   */
  private static final long TOLERATED_GROWTH = 900_000;

  /** So often a Canary comes for a few minutes. */
  private static final int ROLLOUTS_PER_GUEST = 25;

  /** So many more objects of a class are no accident, over 300 rollouts with 12 guests. */
  private static final long LEAK = 10;

  private static final String ANALYSIS =
      Manifests.STEPS
          + """
          webhooks:
          - {name: gate, type: confirm-rollout, url: "http://tester/"}
          - {name: smoke, type: pre-rollout, url: "http://tester/"}
          - {name: load, type: rollout, url: "http://tester/"}
          - {name: report, type: post-rollout, url: "http://tester/"}
          """;

  private static final long SEED = 20_260_101;

  private final Random random = new Random(SEED);
  private final Story story = Story.longLived();
  private final List<Mark> marks = new ArrayList<>();
  private int promoted;
  private int failed;
  private int events;
  private int writes;

  private record Mark(
      int rollout, Instant at, long heap, int timers, int threads, Instances instances) {
    @Override
    public String toString() {
      return "rollout %3d at %s: heap %,9d bytes, %d timers, %d threads"
          .formatted(rollout, at, heap, timers, threads);
    }
  }

  @Test
  void aDayOfRolloutsLeavesNothingBehind() {
    var begun = System.nanoTime();
    story.apply(Manifests.deployment(), Manifests.canary(ANALYSIS)).initialised();
    var start = story.time().now();

    for (int rollout = 1; rollout <= ROLLOUTS; rollout++) {
      play(rollout);
      if (rollout % ROLLOUTS_PER_GUEST == 0) {
        comeAndGo("guest-" + rollout);
      }
      story.time().runUntil(start.plus(SLOT.multipliedBy(rollout)));
      story.expectNoViolation();
      count();
      if (rollout % 100 == 0 || rollout == 21) {
        marks.add(mark(rollout));
      }
    }

    report(Duration.ofNanos(System.nanoTime() - begun));
    assertThat(Duration.between(start, story.time().now())).isEqualTo(DAY);
    assertThat(promoted + failed).isEqualTo(ROLLOUTS);
    assertThat(promoted).isGreaterThan(100);
    assertThat(failed).isGreaterThan(50);
    var undisturbed =
        marks.stream()
            .filter(mark -> mark.rollout() >= UNDISTURBED_FROM)
            .mapToLong(Mark::heap)
            .summaryStatistics();
    assertThat(undisturbed.getMax() - undisturbed.getMin())
        .as("the heap is flat:%n%s", marks)
        .isLessThan(TOLERATED_GROWTH);
    assertThat(marks.getLast().instances().grownBy(LEAK, firstUndisturbed().instances()))
        .as("classes with more objects alive than before")
        .isEmpty();
    assertThat(marks).extracting(Mark::timers).as("timers left").containsOnly(0);
    assertThat(marks)
        .extracting(Mark::threads)
        .as("threads")
        .allMatch(threads -> threads <= marks.getFirst().threads());
  }

  private Mark firstUndisturbed() {
    return marks.stream()
        .filter(mark -> mark.rollout() >= UNDISTURBED_FROM)
        .findFirst()
        .orElseThrow();
  }

  private void play(int rollout) {
    var tag = "2.0." + rollout;
    switch (random.nextInt(rollout < UNDISTURBED_FROM ? 6 : 5)) {
      case 0, 1 -> promote(tag);
      case 2 -> {
        story.answers().bad(tag);
        story.image(tag).runUntilPhase("Progressing").runUntilPhase("Failed");
        failed++;
      }
      case 3 -> {
        story.answers().bad(tag);
        story.image(tag).runUntilWeight(20);
        promote(tag + "-fix");
      }
      case 4 -> {
        story.answers().refuse("gate", "not yet");
        story.image(tag).runUntilPhase("Waiting").runFor("25s");
        story.answers().accept("gate");
        finish(tag);
      }
      default -> {
        story.time().after(Duration.ofSeconds(random.nextInt(60)), story.operator()::kill);
        promote(tag);
      }
    }
  }

  private void promote(String tag) {
    story.image(tag);
    finish(tag);
  }

  private void finish(String tag) {
    story.runUntilPhase("Progressing").runUntilPhase("Succeeded").expectPrimary(tag);
    promoted++;
  }

  /** A Canary is initialised and deleted, and its application with it. */
  private void comeAndGo(String name) {
    var canary = Story.ref("flagger.app/v1beta1", "Canary", name);
    story
        .needsNoAnalysis("1.0.0")
        .apply(
            Manifests.deployment().replace("podinfo", name),
            Manifests.canary(ANALYSIS).replace("podinfo", name))
        .runUntil(() -> phaseOf(canary).equals("Initialized"));
    var user = story.store().client("user");
    user.delete(canary);
    user.delete(Story.ref("apps/v1", "Deployment", name));
    story.runUntil(() -> story.store().get(canary).isEmpty()).runFor("1m");
  }

  private String phaseOf(ObjectRef canary) {
    return story.get(canary).at("/status/phase").asText();
  }

  private void count() {
    events += story.told().events().size();
    writes += story.client().writes().size();
    story.forgetThePast();
  }

  private Mark mark(int rollout) {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return new Mark(
        rollout,
        story.time().now(),
        memory.getHeapMemoryUsage().getUsed(),
        story.time().pending(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        Instances.alive());
  }

  private void report(Duration took) {
    System.out.printf(
        "Soak, seed %d: %d promoted, %d failed, operator killed %d times, %d writes, %d events, %.1f s%n",
        SEED, promoted, failed, story.operator().kills(), writes, events, took.toMillis() / 1000.0);
    marks.forEach(System.out::println);
  }
}
