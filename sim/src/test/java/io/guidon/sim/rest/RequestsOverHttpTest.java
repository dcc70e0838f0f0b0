package io.guidon.sim.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.rest.Served.Answer;
import io.guidon.sim.store.Crd;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server says to requests that need no watching; the words are the API server's. */
final class RequestsOverHttpTest {

  private static final String MAPS = Served.CONFIG_MAPS;
  private static final String[] JSON = {"Content-Type", "application/json"};
  private static final String[] TABLE = {
    "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
  };

  private final Served served =
      Served.with(settings ->
          settings.withLogs((namespace, name) -> "line of " + namespace + "/" + name + "\n"));

  @AfterEach
  void end() {
    served.close();
  }

  @Test
  void aPathThatIsNoneIsNotFound() {
    var answer = served.get("/nothing");

    assertThat(answer.code()).isEqualTo(404);
    assertThat(answer.body().asText()).isEqualTo("404 page not found\n");
  }

  @Test
  void aMethodMustFitThePath() {
    assertThat(served.send("PUT", MAPS, "{}", JSON).brief())
        .isEqualTo(
            "405 MethodNotAllowed: the server does not allow this method on the requested resource");
  }

  @Test
  void aBodyMustBeReadable() {
    assertThat(served.send("POST", MAPS, "x", "Content-Type", "text/plain").brief())
        .startsWith("415 UnsupportedMediaType: the body of the request was in an unknown format");
    assertThat(served.send("POST", MAPS, "{nonsense", JSON).brief())
        .startsWith(
            "400 BadRequest: the object provided is unrecognized (must be of type ConfigMap)");
  }

  @Test
  void aFormThatCannotBeHadIsNotAcceptable() {
    assertThat(served.get(MAPS, "Accept", "text/html").code()).isEqualTo(406);
  }

  @Test
  void yamlIsReadAndWritten() {
    var yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '1'}\n";

    assertThat(served.send("POST", MAPS, yaml, "Content-Type", "application/yaml").at("/data/x"))
        .isEqualTo("1");
    assertThat(served.get(MAPS + "/a", "Accept", "application/yaml").body().asText())
        .contains("x: \"1\"");
  }

  @Test
  void parametersThatMakeNoSenseAreRefused() {
    var body = "{\"metadata\":{\"name\":\"a\"}}";

    assertThat(served.send("POST", MAPS + "?dryRun=Some", body, JSON).brief())
        .isEqualTo(
            "422 Invalid: CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value:"
                + " [\"Some\"]: supported values: \"All\"");
    assertThat(served.merge(MAPS + "/a?force=true", "{}").brief())
        .isEqualTo(
            "422 Invalid: PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be"
                + " specified for non-apply patch");
    assertThat(served.get(MAPS + "?limit=many").brief())
        .isEqualTo("400 BadRequest: strconv.ParseInt: parsing \"many\": invalid syntax");
    assertThat(served.get(MAPS + "?fieldSelector=data.x%3D1").brief())
        .isEqualTo(
            "400 BadRequest: \"data.x\" is not a known field selector: only \"metadata.name\","
                + " \"metadata.namespace\"");
  }

  @Test
  void aDryRunChangesNothing() {
    var body = "{\"metadata\":{\"name\":\"a\"}}";

    assertThat(served.send("POST", MAPS + "?dryRun=All", body, JSON).code()).isEqualTo(201);
    assertThat(served.get(MAPS + "/a").brief())
        .isEqualTo("404 NotFound: configmaps \"a\" not found");
  }

  @Test
  void aListContinuesAtTheMomentAtWhichItBegan() {
    served.create("a");
    served.create("b");
    var first = served.get(MAPS + "?limit=1");
    served.send("DELETE", MAPS + "/b", "");
    served.create("c");

    var rest = served.get(MAPS + "?continue=" + first.at("/metadata/continue"));

    assertThat(first.at("/metadata/remainingItemCount")).isEqualTo("1");
    assertThat(rest.body().at("/items")).hasSize(1);
    assertThat(rest.at("/items/0/metadata/name")).isEqualTo("b");
  }

  @Test
  void aContinuationThatIsTooOldIsExpired() {
    try (var forgetful = Served.forgetful(2)) {
      forgetful.create("a");
      forgetful.create("b");
      var first = forgetful.get(MAPS + "?limit=1");
      for (int i = 0; i < 6; i++) {
        forgetful.create("c" + i);
      }

      var rest = forgetful.get(MAPS + "?limit=1&continue=" + first.at("/metadata/continue"));

      assertThat(rest.code()).isEqualTo(410);
      assertThat(rest.at("/reason")).isEqualTo("Expired");
    }
  }

  @Test
  void tablesShowWhatPeopleWantToKnow() {
    served.create("a", "app", "x");

    var table = served.get(MAPS, TABLE);

    assertThat(table.body().at("/columnDefinitions").findValuesAsText("name"))
        .containsExactly("Name", "Data", "Age");
    assertThat(table.at("/rows/0/cells/0")).isEqualTo("a");
    assertThat(table.at("/rows/0/object/metadata/labels/app")).isEqualTo("x");
    assertThat(served.get(MAPS + "?includeObject=None", TABLE).body().at("/rows/0").has("object"))
        .isFalse();
  }

  @Test
  void aCustomResourceIsServedAsItsDefinitionSays() {
    served.user(client -> client.create(Crd.CANARIES.read()));

    var found = served.get("/apis/flagger.app/v1beta1");
    var table = served.get("/apis/flagger.app/v1beta1/canaries", TABLE);
    var schema = served.get("/openapi/v3/apis/flagger.app/v1beta1");

    assertThat(found.at("/resources/0/name")).isEqualTo("canaries");
    assertThat(found.at("/resources/1/name")).isEqualTo("canaries/status");
    assertThat(table.body().at("/columnDefinitions").findValuesAsText("name"))
        .startsWith("Name", "Status", "Weight");
    assertThat(
            schema
                .body()
                .at("/components/schemas/app.flagger.v1beta1.Canary/properties/spec/properties")
                .has("analysis"))
        .isTrue();
    assertThat(served.get("/openapi/v2").body().at("/definitions").size()).isGreaterThan(10);
  }

  @Test
  void discoveryIsHadAtOnce() {
    var accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    var answer = served.get("/api", "Accept", accept);

    assertThat(answer.headers().firstValue("Content-Type")).contains(accept);
    assertThat(answer.body().findValuesAsText("subresource")).contains("log", "status");
  }

  @Test
  void logsAreThoseOfThePod() {
    var pods = "/api/v1/namespaces/test/pods";
    var pod =
        "{\"metadata\":{\"name\":\"p\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}";
    served.send("POST", pods, pod, JSON);

    assertThat(served.get(pods + "/p/log").body().asText()).isEqualTo("line of test/p\n");
    assertThat(served.get(pods + "/q/log").code()).isEqualTo(404);
  }

  @Test
  void whoAsksMayDoEverything() {
    var review = "{\"spec\":{\"resourceAttributes\":{\"verb\":\"create\"}}}";

    Answer answer =
        served.send("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review, JSON);

    assertThat(answer.code()).isEqualTo(201);
    assertThat(answer.at("/status/allowed")).isEqualTo("true");
    assertThat(served.get("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews").code())
        .isEqualTo(405);
  }

  @Test
  void theServerSaysWhatItIs() throws IOException {
    assertThat(served.get("/version").at("/gitVersion")).isEqualTo("v1.36.1");
    assertThat(served.get("/readyz").body().asText()).isEqualTo("ok");
    assertThat(served.answer("HEAD", "/readyz", "").code()).isEqualTo(200);
  }
}
