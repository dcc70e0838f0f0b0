package io.guidon.core.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.Parsed;
import io.guidon.core.rollout.HookCall;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesTest {
  private static String json(JsonNode tree) {
    return new String(FlaggerJson.bytes(tree), StandardCharsets.UTF_8);
  }

  private static Canary canary(String analysis) throws Exception {
    var tree =
        new YAMLMapper()
            .readTree(
                """
                apiVersion: flagger.app/v1beta1
                kind: Canary
                metadata: {name: shop, namespace: test}
                spec:
                  targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
                  progressDeadlineSeconds: 60
                  service: {port: 80}
                  analysis: {threshold: 2, %s}
                """
                    .formatted(analysis));
    return ((Parsed.Ok<Canary>) Canary.parse(tree)).value();
  }

  @Test
  void sendsHooksInFlaggersOrderOfKeys() {
    assertThat(
            json(
                HookPayload.render(
                    "podinfo", "test", "Progressing", "85d557f47b", Map.of("z", "1", "a", "2"))))
        .isEqualTo(
            "{\"name\":\"podinfo\",\"namespace\":\"test\",\"phase\":\"Progressing\",\"checksum\":\"85d557f47b\",\"metadata\":{\"a\":\"2\",\"z\":\"1\"}}");
  }

  @Test
  void leavesOutMetadataWhereThereIsNone() {
    assertThat(json(HookPayload.render("podinfo", "test", "", "c", Map.of())))
        .isEqualTo(
            "{\"name\":\"podinfo\",\"namespace\":\"test\",\"phase\":\"\",\"checksum\":\"c\"}");
  }

  @Test
  void sendsEventsWithThreeKeysThatAHookCannotReplace() {
    var event = new Notification.Event("1", EventType.WARNING, "bad", "Failed", "c");

    assertThat(
            json(
                EventPayload.render(
                    "podinfo",
                    "test",
                    event,
                    Map.of("eventType", "mine", "env", "live"),
                    1700000000123L)))
        .isEqualTo(
            "{\"name\":\"podinfo\",\"namespace\":\"test\",\"phase\":\"Failed\",\"checksum\":\"c\",\"metadata\":"
                + "{\"env\":\"live\",\"eventMessage\":\"bad\",\"eventType\":\"Warning\",\"timestamp\":\"1700000000123\"}}");
  }

  @Test
  void escapesAsGoDoes() {
    var tree =
        JsonNodeFactory.instance
            .objectNode()
            .put("<k>", "a<b>&\u2028\u2029\u0001\u001f\b\f\n\r\t\"\\/é\u007f");

    assertThat(json(tree))
        .isEqualTo(
            "{\"\\u003ck\\u003e\":\"a\\u003cb\\u003e\\u0026\\u2028\\u2029\\u0001\\u001f\\b\\f\\n\\r\\t\\\"\\\\/é\u007f\"}");
  }

  @Test
  void survivesTextThatIsNoUnicode() {
    assertThat(json(JsonNodeFactory.instance.objectNode().put("k", "a\ud800b")))
        .isEqualTo("{\"k\":\"a?b\"}");
  }

  @Test
  void raisesTheSlackAlertThatFlaggerWasSeenToSend() throws Exception {
    var recorded =
        StreamSupport.stream(Recorded.trace("alerts-providers").path("alerts").spliterator(), false)
            .filter(alert -> alert.path("path").asText().equals("/slack"))
            .findFirst()
            .orElseThrow();
    var fields = AlertFields.of(canary("stepWeight: 50, maxWeight: 50"), Optional.empty());
    var alert =
        new Notification.Alert(
            "1", Severity.INFO, AlertText.initializationCompleted("Deployment"), fields);

    var message = SlackMessage.render(alert, "shop.test", "shop", "cd");

    assertThat(message).isEqualTo(recorded.path("body"));
    assertThat(json(message))
        .startsWith(
            "{\"channel\":\"shop\",\"username\":\"cd\",\"icon_url\":\"\",\"icon_emoji\":\":rocket:\",\"attachments\":"
                + "[{\"color\":\"good\",\"author_name\":\"shop.test\",\"text\":\"New Deployment detected, initialization"
                + " completed.\",\"mrkdwn_in\":[\"text\"],\"fields\":[{\"title\":\"Target\","
                + "\"value\":\"Deployment/podinfo.test\",\"short\":false},");
  }

  @ParameterizedTest
  @CsvSource({"INFO, good", "WARN, good", "ERROR, danger"})
  void coloursOnlyErrors(Severity severity, String color) {
    var message =
        SlackMessage.render(new Notification.Alert("1", severity, "x", List.of()), "a.b", "c", "u");

    assertThat(message.at("/attachments/0/color").asText()).isEqualTo(color);
    assertThat(message.at("/attachments/0/fields").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stepWeight: 5|Weight step: 5 max: 0",
        "'stepWeights: [1, 2, 10], maxWeight: 60'|Weight steps: 1,2,10 max: 60",
        "'iterations: 3, stepWeight: 5'|Blue/Green",
        "'iterations: 3, match: [{headers: {x: {exact: y}}}]'|A/B Testing",
      })
  void describesTheRouting(String analysis, String text) throws Exception {
    assertThat(AlertFields.of(canary(analysis), Optional.of("eu-1")))
        .containsExactly(
            new Field("Cluster", "eu-1"),
            new Field("Target", "Deployment/podinfo.test"),
            new Field("Failed checks threshold", "2"),
            new Field("Progress deadline", "60s"),
            new Field("Traffic routing", text));
  }

  @Test
  void leavesTheRoutingOutWhereNothingSaysIt() throws Exception {
    assertThat(AlertFields.of(canary("interval: 1m"), Optional.empty()))
        .extracting(Field::name)
        .containsExactly("Target", "Failed checks threshold", "Progress deadline");
  }

  @Test
  void addsNoEmptyClusterName() {
    assertThat(AlertFields.cluster(Optional.of(""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"INFO, 'INFO WARN ERROR'", "WARN, 'WARN ERROR'", "ERROR, ERROR"})
  void letsAlertsOfItsOwnAndHigherSeverityPass(
      io.guidon.core.resource.Severity lowest, String passing) {
    assertThat(Arrays.stream(Severity.values()).filter(raised -> raised.passes(lowest)))
        .extracting(Severity::name)
        .containsExactly(passing.split(" "));
  }

  @Test
  void makesTheCallOfAHook() throws Exception {
    var canary =
        canary(
            "webhooks: [{name: gate, url: 'http://gate/', retries: 2, disableTLS: true, metadata: {k: v}}]");
    var hook = canary.analysis().webhooks().getFirst();

    assertThat(HookCall.of(canary, hook, "Progressing", "c"))
        .isEqualTo(
            new HookCall(
                "gate",
                "http://gate/",
                "10s",
                2,
                HookCall.TlsVerification.OFF,
                HookPayload.render("shop", "test", "Progressing", "c", Map.of("k", "v"))));
  }
}
