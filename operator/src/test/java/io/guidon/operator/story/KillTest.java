package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.model.PodMode;
import io.guidon.sim.store.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to any single write, the story ends as if nothing had happened, no invariant is
 * broken on the way, and nobody waits for a message in vain (outages.md I5, O29, N1).
 */
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
  private static final String STEPS =
      """
      threshold: 2
      stepWeight: 20
      maxWeight: 40
      metrics:
      - {name: request-success-rate, interval: 1m, thresholdRange: {min: 99}}
      webhooks:
      - {name: smoke, type: pre-rollout, url: "http://tester/"}
      - {name: load, type: rollout, url: "http://tester/"}
      - {name: report, type: post-rollout, url: "http://tester/"}
      """;

  /** A whole life of a Canary, from its first day on. */
  enum Plot {
    PROMOTE {
      @Override
      void play(Story story) {
        story.initialised().image("2.0.0").runUntilPhase("Succeeded").runFor("2m");
      }
    },
    ROLL_BACK {
      @Override
      void play(Story story) {
        story.answers().bad("2.0.0");
        story.initialised().image("2.0.0").runUntilPhase("Failed").runFor("2m");
      }
    },
    ROLL_BACK_AND_FIX {
      @Override
      void play(Story story) {
        story.answers().bad("2.0.0");
        story.initialised().image("2.0.0").runUntilPhase("Failed").runFor("2m");
        story.image("3.0.0").runUntilPhase("Succeeded").runFor("2m");
      }
    },
    FAILED_PROMOTION_ROLLING_UPDATE_AND_FIX {
      @Override
      void play(Story story) {
        failPromotionAndFix(story);
      }
    },
    FAILED_PROMOTION_RECREATE_AND_FIX {
      @Override
      String deployment() {
        return Manifests.recreated();
      }

      @Override
      void play(Story story) {
        failPromotionAndFix(story);
      }
    };

    String deployment() {
      return Manifests.deployment();
    }

    abstract void play(Story story);

    private static void failPromotionAndFix(Story story) {
      story.pods(Story.PRIMARY, "2.0.0", PodMode.neverReady());
      story.initialised().image("2.0.0").runUntilPhase("Failed").runFor("2m");
      story.image("3.0.0").runUntilPhase("Succeeded").runFor("2m");
    }

    Story begun() {
      return Story.undisturbed().apply(deployment(), Manifests.canary(STEPS));
    }

    Story played(Story story) {
      play(story);
      return story;
    }
  }

  private static final Map<Plot, Story> UNDISTURBED = new ConcurrentHashMap<>();

  private static Story undisturbed(Plot plot) {
    return UNDISTURBED.computeIfAbsent(plot, any -> any.played(any.begun()));
  }

  private static final List<Fault> FAULTS =
      List.of(Fault.KILL, Fault.KILL_BEFORE, Fault.SERVER_ERROR, Fault.CONFLICT, Fault.LOST);

  static Stream<Arguments> everyWriteOfEveryPlot() {
    return Stream.of(Plot.values())
        .flatMap(plot ->
            FAULTS.stream()
                .flatMap(fault ->
                    IntStream.rangeClosed(1, undisturbed(plot).client().writes().size())
                        .mapToObj(write -> Arguments.of(plot, fault, write))));
  }

  @ParameterizedTest(name = "{0}: {1} at write {2}")
  @MethodSource("everyWriteOfEveryPlot")
  void endsTheSameWayWhateverHappensToOneWrite(Plot plot, Fault fault, int write) {
    var story = plot.played(plot.begun().faultAtWrite(write, fault));

    expectTheSameEnd(plot, story);
  }

  @ParameterizedTest
  @EnumSource
  void breaksNoInvariantWhenNothingGoesWrong(Plot plot) {
    undisturbed(plot).expectNoViolation();
  }

  static Stream<Arguments> seeds() {
    return Stream.of(Plot.values())
        .flatMap(plot -> LongStream.rangeClosed(1, 20).mapToObj(seed -> Arguments.of(plot, seed)));
  }

  @ParameterizedTest(name = "{0}: seed {1}")
  @MethodSource("seeds")
  void endsTheSameWayWhenKilledTwice(Plot plot, long seed) {
    var random = new Random(seed);
    var writes = undisturbed(plot).client().writes().size();
    var first = 1 + random.nextInt(writes);
    var second = first + 1 + random.nextInt(6);

    var story = plot.played(plot.begun().killAfterWrite(first).killAfterWrite(second));

    expectTheSameEnd(plot, story);
  }

  /** Alternately in the middle of everything: no step is taken before its time (N1). */
  @ParameterizedTest
  @EnumSource
  void takesNoStepEarlyWhenKilledEveryFiveSeconds(Plot plot) {
    var story = plot.begun().killEvery("5s", "10m");

    plot.play(story);

    assertThat(story.operator().kills()).isGreaterThan(100);
    expectTheSameEnd(plot, story);
  }

  private static void expectTheSameEnd(Plot plot, Story story) {
    var calm = undisturbed(plot);
    assertThat(story.end()).isEqualTo(calm.end());
    story.expectNoViolation();
    assertThat(missing(calm.told().alerts(), story.told().alerts())).as("alerts lost").isEmpty();
    assertThat(missing(reports(calm), reports(story))).as("post-rollout calls lost").isEmpty();
  }

  private static List<String> reports(Story story) {
    return story.answers().calls().stream().filter(call -> call.startsWith("report")).toList();
  }

  /** What is told in {@code calm} and not, or not as often, in {@code disturbed}. */
  private static List<String> missing(List<String> calm, List<String> disturbed) {
    var left = new ArrayList<>(calm);
    disturbed.forEach(left::remove);
    return left;
  }
}
