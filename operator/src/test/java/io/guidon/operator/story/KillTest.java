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
      List<End> play(Story story) {
        story.initialised();
        return List.of(promoted(story, "2.0.0"));
      }
    },
    ROLL_BACK_AND_FIX {
      @Override
      List<End> play(Story story) {
        story.answers().bad("2.0.0");
        return failedAndFixed(story);
      }
    },
    FAILED_PROMOTION_ROLLING_UPDATE_AND_FIX {
      @Override
      List<End> play(Story story) {
        story.pods(Story.PRIMARY, "2.0.0", PodMode.neverReady());
        return failedAndFixed(story);
      }
    },
    FAILED_PROMOTION_RECREATE_AND_FIX {
      @Override
      String deployment() {
        return Manifests.recreated();
      }

      @Override
      List<End> play(Story story) {
        story.pods(Story.PRIMARY, "2.0.0", PodMode.neverReady());
        return failedAndFixed(story);
      }
    };

    String deployment() {
      return Manifests.deployment();
    }

    /** Gives the state after each revision. */
    abstract List<End> play(Story story);

    private static List<End> failedAndFixed(Story story) {
      story.initialised().image("2.0.0").runUntilPhase("Failed").runFor("2m");
      return List.of(story.end(), promoted(story, "3.0.0"));
    }

    private static End promoted(Story story, String version) {
      return story.image(version).runUntilPhase("Succeeded").runFor("2m").end();
    }

    Story begun() {
      return Story.undisturbed().apply(deployment(), Manifests.canary(STEPS));
    }

    Played played(Story story) {
      return new Played(story, play(story));
    }
  }

  /**
   * A plot that was played.
   *
   * @param ends the state after each revision
   */
  record Played(Story story, List<End> ends) {}

  private static final Map<Plot, Played> UNDISTURBED = new ConcurrentHashMap<>();

  private static Played undisturbed(Plot plot) {
    return UNDISTURBED.computeIfAbsent(plot, any -> any.played(any.begun()));
  }

  private static final List<Fault> FAULTS =
      List.of(Fault.KILL, Fault.SERVER_ERROR, Fault.CONFLICT, Fault.LOST);

  static Stream<Arguments> everyWriteOfEveryPlot() {
    return Stream.of(Plot.values())
        .flatMap(plot ->
            FAULTS.stream()
                .flatMap(fault ->
                    IntStream.rangeClosed(1, undisturbed(plot).story().client().writes().size())
                        .mapToObj(write -> Arguments.of(plot, fault, write))));
  }

  @ParameterizedTest(name = "{0}: {1} at write {2}")
  @MethodSource("everyWriteOfEveryPlot")
  void endsTheSameWayWhateverHappensToOneWrite(Plot plot, Fault fault, int write) {
    expectTheSameEnd(plot, plot.begun().faultAtWrite(write, fault));
  }

  @ParameterizedTest
  @EnumSource
  void breaksNoInvariantWhenNothingGoesWrong(Plot plot) {
    undisturbed(plot).story().expectNoViolation();
  }

  static Stream<Arguments> seeds() {
    return Stream.of(Plot.values())
        .flatMap(plot -> LongStream.rangeClosed(1, 20).mapToObj(seed -> Arguments.of(plot, seed)));
  }

  @ParameterizedTest(name = "{0}: seed {1}")
  @MethodSource("seeds")
  void endsTheSameWayWhenKilledTwice(Plot plot, long seed) {
    var random = new Random(seed);
    var writes = undisturbed(plot).story().client().writes().size();
    var first = 1 + random.nextInt(writes);
    var second = first + 1 + random.nextInt(6);

    expectTheSameEnd(plot, plot.begun().killAfterWrite(first).killAfterWrite(second));
  }

  /** Alternately in the middle of everything: no step is taken before its time (N1). */
  @ParameterizedTest
  @EnumSource
  void takesNoStepEarlyWhenKilledEveryFiveSeconds(Plot plot) {
    var story = plot.begun().killEvery("5s", "10m");

    expectTheSameEnd(plot, story);
    assertThat(story.operator().kills()).isGreaterThan(100);
  }

  private static void expectTheSameEnd(Plot plot, Story story) {
    var calm = undisturbed(plot);
    assertThat(plot.play(story)).isEqualTo(calm.ends());
    story.expectNoViolation();
    assertThat(missing(calm.story().told().alerts(), story.told().alerts()))
        .as("alerts lost")
        .isEmpty();
    assertThat(missing(reports(calm.story()), reports(story)))
        .as("post-rollout calls lost")
        .isEmpty();
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
