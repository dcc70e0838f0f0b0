package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.model.PodMode;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock of the machine is set by hours: no step comes early, and nothing stands still. */
class ClockTest {
  private static Story jump(Story story, String offset, boolean restarted) {
    story.operator().wallClockIsOffBy(Duration.parse(offset));
    if (restarted) {
      story.operator().kill();
    }
    return story;
  }

  @ParameterizedTest
  @CsvSource({"PT3H, false", "PT3H, true", "PT-3H, false", "PT-3H, true"})
  void inTheMiddleOfAStep(String offset, boolean restarted) {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilWeight(20);

    jump(story.runFor("4s"), offset, restarted);
    story.runFor("5s");
    assertThat(story.weight()).contains("20");

    story.runUntil(() -> story.phase().equals("Succeeded"), Duration.ofMinutes(2));
    story.expectWeights(0, 20, 40, 0).expectPrimary("2.0.0").expectNoViolation();
  }

  @ParameterizedTest
  @CsvSource({"PT3H, false", "PT3H, true", "PT-3H, false", "PT-3H, true"})
  void whileAGateIsClosed(String offset, boolean restarted) {
    var story = Story.of(Manifests.stepsWith("confirm-rollout")).initialised();
    story.answers().refuse("confirm-rollout", "closed");
    story.image("2.0.0").runFor("25s").expectPhase("Waiting");

    jump(story, offset, restarted).runFor("15s").expectPhase("Waiting");
    story.answers().accept("confirm-rollout");

    story.runUntil(() -> story.phase().equals("Progressing"), Duration.ofSeconds(12));
    story.runUntilPhase("Succeeded").expectPrimary("2.0.0").expectNoViolation();
  }

  @ParameterizedTest
  @CsvSource({"PT3H, false", "PT3H, true", "PT-3H, false", "PT-3H, true"})
  void whilePodsAreNotReady(String offset, boolean restarted) {
    var story = Story.of(Manifests.STEPS).initialised();
    story.pods(Story.TARGET, "2.0.0", PodMode.neverReady());
    story.image("2.0.0").runFor("20s");
    var told = story.told().events().size();

    jump(story, offset, restarted).runFor("35s").expectPhase("Progressing");
    assertThat(story.told().events()).as("the wait is announced").hasSizeGreaterThan(told + 1);

    story.runUntil(() -> story.phase().equals("Failed"), Duration.ofSeconds(40));
    story.runFor("1m").expectPrimary("1.0.0").expectNoViolation();
  }

  @ParameterizedTest
  @CsvSource({"PT3H", "PT-3H"})
  void whileRequestsEnd(String offset) {
    var story = Story.of(Manifests.STEPS).initialised().image("2.0.0").runUntilPhase("Finalising");

    jump(story, offset, true);
    var begin = story.time().now();

    story.runUntilPhase("Succeeded");
    assertThat(Duration.between(begin, story.time().now()))
        .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
    story.expectNoViolation();
  }
}
