package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The rules of data that others mount. */
@OnEachServer
final class ConfigMapsAndSecretsTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;
  private final Endpoint secrets;

  ConfigMapsAndSecretsTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    configMaps = api.configMaps();
    secrets = api.secrets();
  }

  @Test
  void aSecretHasTheTypeOpaque() {
    assertThat(secrets.create("metadata: {name: a}").created().get("type").asText())
        .isEqualTo("Opaque");
  }

  @Test
  void stringDataIsEncoded() {
    var created = secrets.create("{metadata: {name: a}, stringData: {x: hello}}").created();

    assertThat(created.get("data")).isEqualTo(Trees.tree("x: aGVsbG8="));
    assertThat(created.has("stringData")).isFalse();
  }

  @Test
  void stringDataGoesBeforeData() {
    var created =
        secrets
            .create("{metadata: {name: a}, data: {x: YQ==, y: YQ==}, stringData: {x: hello}}")
            .created();

    assertThat(created.get("data")).isEqualTo(Trees.tree("{x: aGVsbG8=, y: YQ==}"));
  }

  @Test
  void dataThatIsNotBase64IsRefused() {
    secrets
        .create("{metadata: {name: a}, data: {x: '%%%'}}")
        .refused(
            400,
            "BadRequest",
            "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte 0");
  }

  @Test
  void theTypeOfASecretIsImmutable() {
    secrets.create("metadata: {name: a}").created();

    secrets
        .mergePatch("a", "type: other")
        .invalid("Secret \"a\" is invalid: type: Invalid value: \"other\": field is immutable");
  }

  @Test
  void anImmutableConfigMapKeepsItsData() {
    configMaps.create("{metadata: {name: a}, data: {x: '1'}, immutable: true}").created();

    configMaps
        .mergePatch("a", "data: {x: '2'}")
        .invalid(
            "ConfigMap \"a\" is invalid: data: Forbidden: field is immutable when `immutable` is set");
  }

  @Test
  void anImmutableConfigMapStaysImmutable() {
    configMaps.create("{metadata: {name: a}, immutable: true}").created();

    configMaps
        .mergePatch("a", "immutable: false")
        .invalid(
            "ConfigMap \"a\" is invalid: immutable: Forbidden: field is immutable when `immutable` is set");
  }

  @Test
  void anImmutableConfigMapTakesLabels() {
    configMaps.create("{metadata: {name: a}, immutable: true}").created();

    configMaps.mergePatch("a", "metadata: {labels: {k: v}}").ok();
  }

  @Test
  void anImmutableSecretKeepsItsData() {
    secrets.create("{metadata: {name: a}, data: {x: YQ==}, immutable: true}").created();

    secrets
        .mergePatch("a", "data: {x: Yg==}")
        .invalid(
            "Secret \"a\" is invalid: data: Forbidden: field is immutable when `immutable` is set");
  }

  @Test
  void aKeyIsAFileName() {
    configMaps
        .create("{metadata: {name: a}, data: {'no key': '1'}}")
        .invalid(
            "ConfigMap \"a\" is invalid: data[no key]: Invalid value: \"no key\": a valid config key must"
                + " consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or"
                + " 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
  }

  @Test
  void aKeyIsEitherTextOrBytes() {
    var refused = configMaps.create("{metadata: {name: a}, data: {x: '1'}, binaryData: {x: YQ==}}");

    refused.invalid(
        "ConfigMap \"a\" is invalid: data[x]: Invalid value: \"x\": duplicate of key present in binaryData");
  }

  @Test
  void valuesAreTexts() {
    configMaps
        .create("{metadata: {name: a}, data: {x: 1}}")
        .refused(
            400,
            "BadRequest",
            "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal"
                + " number into Go struct field ConfigMap.data of type string");
  }
}
