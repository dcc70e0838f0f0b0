package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What happens to fields that nobody knows. */
@OnEachServer
final class FieldValidationTest {

  @AutoClose private final Api api;
  private final Endpoint deployments;

  FieldValidationTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    deployments = api.deployments();
  }

  @Test
  void strictRefusesAnUnknownField() {
    deployments
        .create(Samples.deployment("a") + "  replica: 2\n", "fieldValidation=Strict")
        .refused(
            400,
            "BadRequest",
            "Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error:"
                + " unknown field \"spec.replica\"");
  }

  @Test
  void strictListsAllUnknownFields() {
    deployments
        .create(Samples.deployment("a") + "  replica: 2\nextra: 1\n", "fieldValidation=Strict")
        .refused(
            400,
            "BadRequest",
            "Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error:"
                + " unknown field \"spec.replica\", unknown field \"extra\"");
  }

  @Test
  void warnTakesTheObjectAndWarns() {
    var created =
        deployments.create(Samples.deployment("a") + "  replica: 2\n", "fieldValidation=Warn");

    assertThat(created.created().at("/spec").has("replica")).isFalse();
    assertThat(created.warnings()).containsExactly("299 - \"unknown field \\\"spec.replica\\\"\"");
  }

  @Test
  void warningIsTheDefault() {
    var created = deployments.create(Samples.deployment("a") + "  replica: 2\n");

    assertThat(created.created().at("/spec").has("replica")).isFalse();
    assertThat(created.warnings()).hasSize(1);
  }

  @Test
  void ignoreTakesTheObjectInSilence() {
    var created =
        deployments.create(Samples.deployment("a") + "  replica: 2\n", "fieldValidation=Ignore");

    assertThat(created.created().at("/spec").has("replica")).isFalse();
    assertThat(created.warnings()).isEmpty();
  }

  @Test
  void anotherValueIsInvalid() {
    deployments
        .create(Samples.deployment("a"), "fieldValidation=Some")
        .invalid(
            "CreateOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"Some\":"
                + " supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"");
  }

  @Test
  void strictRefusesAFieldTwice() {
    var body =
        "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\"},"
            + " \"data\": {\"x\": \"1\", \"x\": \"2\"}}";

    api.send(
            "POST",
            api.configMaps().path() + "?fieldValidation=Strict",
            body,
            "Content-Type: application/json")
        .refused(
            400,
            "BadRequest",
            "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error:"
                + " duplicate field \"data.x\"");
  }

  @Test
  void strictRefusesAnUnknownFieldOfACustomResource() {
    var widgets = api.widgets(CustomResourceTest.CLOSED);

    widgets
        .create("{metadata: {name: a}, spec: {size: 1, other: 2}}", "fieldValidation=Strict")
        .refused(
            400,
            "BadRequest",
            "Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: unknown"
                + " field \"spec.other\"");
  }

  @Test
  void aMergePatchIsCheckedToo() {
    deployments.create(Samples.deployment("a")).created();

    var refused = deployments.mergePatch("a", "spec: {replica: 2}", "fieldValidation=Strict");

    // Between the two is the whole object, as it would have been.
    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.text("/message"))
        .startsWith(" \"\" is invalid: patch: Invalid value: ")
        .endsWith("strict decoding error: unknown field \"spec.replica\"");
  }

  @Test
  void whatIsUnderstoodIsNotWarnedOf() {
    assertThat(deployments.create(Samples.deployment("a"), "fieldValidation=Strict").warnings())
        .isEmpty();
  }
}
