package io.guidon.core.resource;

import static io.guidon.core.resource.Manifests.ok;
import static io.guidon.core.resource.Manifests.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryProblemsTest {
  private static final String DO = "; correct the manifest and apply it again";

  @Test
  void areAllNamedAtOnce() {
    var parsed =
        Canary.parse(
            Yaml.object(
                """
                metadata: {name: podinfo, namespace: test}
                spec:
                  targetRef: {apiVersion: apps/v1, kind: StatefulSet}
                  service: {port: "9898", hosts: app.example.com}
                  analysis:
                    threshold: 2.5
                    metrics:
                      - name: errors
                      - thresholdRange: {max: low}
                    webhooks:
                      - {name: gate, url: http://gate, type: confirm}
                """));

    assertThat(problemsOf(parsed))
        .containsExactly(
            "spec.targetRef.kind: found \"StatefulSet\", expected one of \"Deployment\","
                + " \"DaemonSet\", \"Service\""
                + DO,
            "spec.targetRef.name: found nothing, expected a text that is not empty" + DO,
            "spec.service.port: found \"9898\", expected a whole number" + DO,
            "spec.service.hosts: found \"app.example.com\", expected a list" + DO,
            "spec.analysis.threshold: found 2.5, expected a whole number" + DO,
            "spec.analysis.metrics[1].name: found nothing, expected a text" + DO,
            "spec.analysis.metrics[1].thresholdRange.max: found \"low\", expected a number" + DO,
            "spec.analysis.webhooks[0].type: found \"confirm\", expected one of"
                + " \"confirm-rollout\", \"pre-rollout\", \"rollout\", \"confirm-traffic-increase\","
                + " \"confirm-promotion\", \"post-rollout\", \"rollback\", \"event\""
                + DO);
  }

  @Test
  void nameAMissingObjectButNotWhatItLacks() {
    var parsed = Canary.parse(Yaml.object("metadata: {name: podinfo}\nspec: {}"));

    assertThat(problemsOf(parsed))
        .containsExactly(
            "spec.targetRef: found nothing, expected an object" + DO,
            "spec.service: found nothing, expected an object" + DO,
            "spec.analysis: found nothing, expected an object" + DO);
  }

  @Test
  void nameWhatIsNoObjectAtAll() {
    assertThat(problemsOf(Canary.parse(JsonNodeFactory.instance.textNode("canary"))))
        .containsExactly("the whole object: found \"canary\", expected an object" + DO);
    assertThat(problemsOf(Canary.parse(JsonNodeFactory.instance.missingNode())))
        .containsExactly("the whole object: found nothing, expected an object" + DO);
  }

  @Test
  void shortenWhatWasFound() {
    var parsed = Canary.parse(Manifests.withService("port: " + "x".repeat(500)));

    assertThat(problemsOf(parsed))
        .containsExactly(
            "spec.service.port: found \"" + "x".repeat(59) + "..., expected a whole number" + DO);
  }

  @Test
  void nameTheKeyOfAMap() {
    var parsed =
        Canary.parse(
            Manifests.withService("{port: 1, apex: {labels: {app.kubernetes.io/part-of: 7}}}"));

    assertThat(problemsOf(parsed))
        .containsExactly(
            "spec.service.apex.labels[app.kubernetes.io/part-of]: found 7, expected a text" + DO);
  }

  /** Every whole number of the schema, which admits fractions that Flagger cannot decode. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spec.progressDeadlineSeconds",
        "spec.autoscalerRef.primaryScalerReplicas.minReplicas",
        "spec.autoscalerRef.primaryScalerReplicas.maxReplicas",
        "spec.service.port",
        "spec.service.targetPort",
        "spec.service.match[0].port",
        "spec.service.retries.attempts",
        "spec.service.mirror[0].backendRef.port",
        "spec.service.gatewayRefs[0].port",
        "spec.analysis.threshold",
        "spec.analysis.iterations",
        "spec.analysis.stepWeight",
        "spec.analysis.stepWeights[1]",
        "spec.analysis.maxWeight",
        "spec.analysis.stepWeightPromotion",
        "spec.analysis.mirrorWeight",
        "spec.analysis.primaryReadyThreshold",
        "spec.analysis.canaryReadyThreshold",
        "spec.analysis.webhooks[0].retries",
        "spec.analysis.sessionAffinity.maxAge",
      })
  void nameAFractionWhereAWholeNumberIsNeeded(String path) {
    var canary = EveryFieldTest.resource("canary-full.yaml");
    var pointer = "/" + path.replace(".", "/").replace("[", "/").replace("]", "");
    var fraction = JsonNodeFactory.instance.numberNode(2.5);
    Trees.replace(canary, pointer, fraction);

    assertThat(problemsOf(Canary.parse(canary)))
        .containsExactly(path + ": found 2.5, expected a whole number" + DO);

    Trees.replace(canary, pointer, JsonNodeFactory.instance.numberNode(2.0));
    var decimal = ok(Canary.parse(canary));
    Trees.replace(canary, pointer, JsonNodeFactory.instance.numberNode(2));
    assertThat(decimal).isEqualTo(ok(Canary.parse(canary)));
  }

  @ParameterizedTest
  @CsvSource({
    "3000000000, 3000000000, a whole number of at most 32 bits",
    "1E+999999999, 1E+999999999, a whole number of at most 32 bits",
    "1E-999999999, 1E-999999999, a whole number",
  })
  void nameANumberThatDoesNotFit(BigDecimal number, String found, String expected) {
    var canary = EveryFieldTest.resource("canary-full.yaml");
    Trees.replace(canary, "/spec/analysis/threshold", DecimalNode.valueOf(number));

    assertThat(problemsOf(Canary.parse(canary)))
        .containsExactly("spec.analysis.threshold: found " + found + ", expected " + expected + DO);
  }

  @Test
  void nameANumberThatIsNone() {
    var canary = EveryFieldTest.resource("canary-full.yaml");
    var infinite = JsonNodeFactory.instance.numberNode(Double.POSITIVE_INFINITY);
    Trees.replace(canary, "/spec/analysis/threshold", infinite);
    Trees.replace(canary, "/spec/analysis/metrics/0/thresholdRange/max", infinite);

    assertThat(problemsOf(Canary.parse(canary)))
        .containsExactly(
            "spec.analysis.threshold: found \"Infinity\", expected a whole number" + DO,
            "spec.analysis.metrics[0].thresholdRange.max: found \"Infinity\", expected a number"
                + DO);
  }

  @Test
  void nameAStringMatchWithTwoForms() {
    var parsed =
        Canary.parse(Manifests.withService("{port: 1, match: [{uri: {exact: /a, prefix: /b}}]}"));

    assertThat(problemsOf(parsed))
        .containsExactly(
            "spec.service.match[0].uri: found {\"exact\":\"/a\",\"prefix\":\"/b\"}, expected only one"
                + " of exact, prefix, suffix and regex"
                + DO);
  }

  @Test
  void areNotCausedByAStatusOfTheWrongForm() {
    var canary = EveryFieldTest.resource("canary-full.yaml");
    canary.put("status", "broken");

    assertThat(ok(Canary.parse(canary)).status().phase()).isEqualTo(Phase.NONE);
  }
}
