package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Requests that make no sense. */
@OnEachServer
final class ErrorsTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;

  ErrorsTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    configMaps = api.configMaps();
  }

  @Test
  void anUnknownPathIsNotFound() {
    var answer = api.get("/nothing/here");

    assertThat(answer.code()).isEqualTo(404);
  }

  @Test
  void anUnknownResourceIsNotFound() {
    api.in("v1", "gizmos", "Gizmo")
        .list()
        .refused(404, "NotFound", "the server could not find the requested resource");
  }

  @Test
  void anUnknownSubresourceIsNotFound() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .sub("nothing")
        .get("a")
        .refused(404, "NotFound", "the server could not find the requested resource");
  }

  @Test
  void aMethodMustBeAllowed() {
    api.send("PUT", configMaps.path(), "{}", "Content-Type: application/json")
        .refused(
            405,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource");
  }

  @Test
  void anObjectIsNotPosted() {
    api.send("POST", configMaps.path() + "/a", "{}", "Content-Type: application/json")
        .refused(
            405,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource");
  }

  @Test
  void aBodyOfAnotherTypeIsUnsupported() {
    api.send("POST", configMaps.path(), "x", "Content-Type: text/plain")
        .refused(
            415,
            "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include:"
                + " application/json, application/yaml, application/vnd.kubernetes.protobuf");
  }

  @Test
  void aPatchOfAnotherTypeIsUnsupported() {
    configMaps.create("metadata: {name: a}").created();

    api.send("PATCH", configMaps.path() + "/a", "{}", "Content-Type: application/json")
        .refused(415, "UnsupportedMediaType", "415: Unsupported Media Type");
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() {
    var refused =
        api.send("POST", configMaps.path(), "{nonsense", "Content-Type: application/json");

    // What follows are the words of the parser.
    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused.text("/reason")).isEqualTo("BadRequest");
    assertThat(refused.text("/message"))
        .startsWith(
            "the object provided is unrecognized (must be of type ConfigMap): couldn't get"
                + " version/kind; json parse error: ");
  }

  @Test
  void aBodyWithoutKindIsOfTheKindOfThePath() {
    api.send(
            "POST",
            configMaps.path(),
            "{\"metadata\": {\"name\": \"a\"}}",
            "Content-Type: application/json")
        .created();
  }

  @Test
  void aBodyOfAnotherKindIsRefused() {
    configMaps
        .create("{kind: Secret, metadata: {name: a}}")
        .refused(
            400,
            "BadRequest",
            "Secret in version \"v1\" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion");
  }

  @Test
  void aBodyOfAnotherVersionIsRefused() {
    var refused = api.deployments().create("{apiVersion: apps/v2, metadata: {name: a}}");

    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused.text("/reason")).isEqualTo("BadRequest");
    assertThat(refused.text("/message"))
        .startsWith(
            "Deployment in version \"v2\" cannot be handled as a Deployment: no kind \"Deployment\" is"
                + " registered for version \"apps/v2\" in scheme");
  }

  @Test
  void aCustomResourceOfAnotherKindIsRefused() {
    var widgets = api.widgets(Samples.OPEN);

    widgets
        .create("{kind: Gadget, metadata: {name: a}}")
        .invalid(
            "Gadget.%s \"a\" is invalid: kind: Invalid value: \"Gadget\": must be Widget"
                .formatted(api.ownGroup()));
  }

  @Test
  void aFieldOfTheWrongTypeIsRefused() {
    api.deployments()
        .create("{metadata: {name: a}, spec: {replicas: many}}")
        .refused(
            400,
            "BadRequest",
            "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal"
                + " string into Go struct field DeploymentSpec.spec.replicas of type int32");
  }

  @Test
  void anObjectWhereAListIsDueIsRefused() {
    api.services()
        .create("{metadata: {name: a}, spec: {ports: {port: 80}}}")
        .refused(
            400,
            "BadRequest",
            "Service in version \"v1\" cannot be handled as a Service: json: cannot unmarshal object into Go struct field ServiceSpec.spec.ports of type []v1.ServicePort");
  }

  @Test
  void aBodyMayBeYaml() {
    var created =
        api.send(
            "POST",
            configMaps.path(),
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  x: '1'\n",
            "Content-Type: application/yaml");

    assertThat(created.created().at("/data/x").asText()).isEqualTo("1");
  }

  @Test
  void aFieldManagerIsShort() {
    configMaps
        .create("metadata: {name: a}", "fieldManager=" + "m".repeat(129))
        .invalid(
            "CreateOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes");
  }

  @Test
  void theUserAgentIsTheManagerOfLastResort() {
    var created =
        api.send(
            "POST",
            configMaps.path(),
            "{\"metadata\": {\"name\": \"a\"}, \"data\": {\"x\": \"1\"}}",
            "Content-Type: application/json",
            "User-Agent: gadget/v1.2 (linux)");

    assertThat(created.at("/metadata/managedFields/0/manager").asText()).isEqualTo("gadget");
  }

  @Test
  void anAnswerSaysThatItIsJson() {
    assertThat(configMaps.list().headers().firstValue("Content-Type")).contains("application/json");
  }
}
