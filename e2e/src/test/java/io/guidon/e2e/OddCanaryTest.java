package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** R16: what cannot be acted upon is left as it is, says so, and harms nobody else. */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class OddCanaryTest {

  /** The schema lets through a threshold that is no whole number. */
  @Test
  void isLeftAloneWhenItCannotBeParsedBesideAGoodOne(
      ControlPlane plane, KubernetesClient client, TestNamespace namespace) {
    try (var story = Story.in(plane, client, namespace)) {
      story.apply(
          Story.podinfo()
              .replace("name: podinfo", "name: broken")
              .replace("threshold: 1\n", "threshold: 1.5\n"));
      story.withPodinfo().operator();

      story
          .awaitPhase("Initialized")
          .awaitEvent(
              "the reason",
              said -> said.startsWith("Not acted upon: spec.analysis.threshold: found 1.5"));

      var broken = story.get("flagger.app/v1beta1", "Canary", "broken");
      assertThat(broken.at("/status/phase").asText()).isEmpty();
      assertThat(broken.at("/status/conditions/0/message").asText()).contains("found 1.5");
      assertThat(story.find("apps/v1", "Deployment", "broken-primary")).isEmpty();
      assertThat(story.find("v1", "Service", "broken")).isEmpty();

      story.edit(
          "flagger.app/v1beta1",
          "Canary",
          "broken",
          "{\"spec\": {\"analysis\": {\"threshold\": 1}}}");
      story.await(
          "the corrected one",
          () ->
              story
                  .get("flagger.app/v1beta1", "Canary", "broken")
                  .at("/status/phase")
                  .asText()
                  .equals("Initialized"));
    }
  }
}
