package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Names, generated names, and namespaces. */
@OnEachServer
final class NamesTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;
  private final Endpoint namespaces;

  NamesTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    configMaps = api.configMaps();
    namespaces = api.namespaces();
  }

  @Test
  void aNameIsGenerated() {
    var created = configMaps.create("metadata: {generateName: web-}").created();

    assertThat(created.at("/metadata/name").asText())
        .matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
    assertThat(created.at("/metadata/generateName").asText()).isEqualTo("web-");
  }

  @Test
  void aNameGoesBeforeAGeneratedOne() {
    var created = configMaps.create("metadata: {name: a, generateName: web-}").created();

    assertThat(created.at("/metadata/name").asText()).isEqualTo("a");
  }

  @Test
  void aLongGeneratedNameIsCut() {
    var created = configMaps.create("metadata: {generateName: %s}".formatted("a".repeat(80)));

    assertThat(created.created().at("/metadata/name").asText())
        .matches("a{58}[bcdfghjklmnpqrstvwxz2456789]{5}");
  }

  @Test
  void anObjectNeedsAName() {
    configMaps
        .create("data: {x: '1'}")
        .invalid(
            "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required");
  }

  @Test
  void aNameIsASubdomain() {
    configMaps
        .create("metadata: {name: Not_A_Name}")
        .invalid(
            "ConfigMap \"Not_A_Name\" is invalid: metadata.name: Invalid value: \"Not_A_Name\": a"
                + " lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                + " '-' or '.', and must start and end with an alphanumeric character (e.g."
                + " 'example.com', regex used for validation is"
                + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
  }

  @Test
  void aLabelIsChecked() {
    configMaps
        .create("metadata: {name: a, labels: {k: 'not a value'}}")
        .invalid(
            "ConfigMap \"a\" is invalid: metadata.labels: Invalid value: \"not a value\": a valid label"
                + " must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
                + " and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
                + " 'my_value',  or '12345', regex used for validation is"
                + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
  }

  @Test
  void anAnnotationsKeyIsChecked() {
    var refused = configMaps.create("metadata: {name: a, annotations: {'not a key': v}}");

    assertThat(refused.code()).isEqualTo(422);
    assertThat(refused.text("/message"))
        .startsWith(
            "ConfigMap \"a\" is invalid: metadata.annotations: Invalid value: \"not a key\": name part must consist of");
  }

  @Test
  void aNamespaceMustBeThere() {
    api.in("nowhere", "v1", "configmaps", "ConfigMap")
        .create("metadata: {name: a}")
        .refused(404, "NotFound", "namespaces \"nowhere\" not found");
  }

  @Test
  void aMissingNamespaceHasNoObjects() {
    var nowhere = api.in("nowhere", "v1", "configmaps", "ConfigMap");

    assertThat(Trees.names(nowhere.list().ok())).isEmpty();
    nowhere.get("a").refused(404, "NotFound", "configmaps \"a\" not found");
  }

  @Test
  void theNamespaceOfTheObjectIsThatOfThePath() {
    configMaps
        .create("metadata: {name: a, namespace: other}")
        .refused(
            400,
            "BadRequest",
            "the namespace of the provided object does not match the namespace sent on the request");
  }

  @Test
  void anUpdateKeepsTheNamespace() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .put("a", "metadata: {namespace: other}")
        .refused(
            400,
            "BadRequest",
            "the namespace of the provided object does not match the namespace sent on the request");
  }

  @Test
  void theNameOfTheObjectIsThatOfThePath() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .put("a", "metadata: {name: b}")
        .refused(
            400, "BadRequest", "the name of the object (b) does not match the name on the URL (a)");
  }

  @Test
  void aTerminatingNamespaceTakesNothingNew() {
    terminate();

    var refused = configMaps.create("metadata: {name: a}");

    refused.refused(
        403,
        "Forbidden",
        "configmaps \"a\" is forbidden: unable to create new content in namespace %1$s because it is being terminated"
            .formatted(api.namespace()));
    assertThat(refused.at("/details/causes"))
        .isEqualTo(
            Trees.tree(
                "[{reason: NamespaceTerminating, message: namespace %s is being terminated, field: metadata.namespace}]"
                    .formatted(api.namespace())));
  }

  @Test
  void aTerminatingNamespaceStillTakesUpdates() {
    terminate();

    var patched = configMaps.mergePatch("holds", "data: {x: '1'}").ok();

    assertThat(patched.at("/data/x").asText()).isEqualTo("1");
  }

  @Test
  void aTerminatingNamespaceSaysSo() {
    terminate();

    var namespace = namespaces.get(api.namespace()).ok();

    assertThat(namespace.at("/status/phase").asText()).isEqualTo("Terminating");
    assertThat(namespace.at("/metadata").has("deletionTimestamp")).isTrue();
  }

  @Test
  void aNewNamespaceIsActive() {
    var namespace = namespaces.get(api.namespace()).ok();

    assertThat(namespace.get("status")).isEqualTo(Trees.tree("phase: Active"));
    assertThat(namespace.get("spec")).isEqualTo(Trees.tree("finalizers: [kubernetes]"));
    assertThat(namespace.at("/metadata/labels"))
        .isEqualTo(Trees.tree("kubernetes.io/metadata.name: " + api.namespace()));
  }

  /** What is in it keeps it from going. */
  private void terminate() {
    configMaps.create("metadata: {name: holds, finalizers: [example.com/hold]}").created();
    api.afterwards(() -> configMaps.mergePatch("holds", "metadata: {finalizers: null}"));
    namespaces.delete(api.namespace()).ok();
  }
}
