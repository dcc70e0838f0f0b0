package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** PATCH with {@code application/json-patch+json} (RFC 6902). */
@OnEachServer
final class JsonPatchTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;

  JsonPatchTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    configMaps = api.configMaps();
  }

  @Test
  void itAddsReplacesAndRemoves() {
    configMaps.create("{metadata: {name: a}, data: {old: '1', gone: '2'}}").created();

    var patched =
        configMaps.jsonPatch(
            "a",
            """
            - {op: add, path: /data/new, value: '3'}
            - {op: replace, path: /data/old, value: '4'}
            - {op: remove, path: /data/gone}
            """);

    assertThat(patched.ok().get("data")).isEqualTo(Trees.tree("{old: '4', new: '3'}"));
  }

  @Test
  void itMovesAndCopies() {
    configMaps.create("{metadata: {name: a}, data: {x: '1'}}").created();

    var patched =
        configMaps.jsonPatch(
            "a",
            """
            - {op: copy, from: /data/x, path: /data/y}
            - {op: move, from: /data/x, path: /data/z}
            """);

    assertThat(patched.ok().get("data")).isEqualTo(Trees.tree("{y: '1', z: '1'}"));
  }

  @Test
  void aTestThatHoldsLetsTheRestThrough() {
    configMaps.create("{metadata: {name: a}, data: {x: '1'}}").created();

    var patched =
        configMaps.jsonPatch(
            "a",
            """
            - {op: test, path: /data/x, value: '1'}
            - {op: replace, path: /data/x, value: '2'}
            """);

    assertThat(patched.ok().at("/data/x").asText()).isEqualTo("2");
  }

  @Test
  void aTestThatFailsIsInvalid() {
    configMaps.create("{metadata: {name: a}, data: {x: '1'}}").created();

    configMaps
        .jsonPatch("a", "[{op: test, path: /data/x, value: '2'}]")
        .invalid("the server rejected our request due to an error in our request");
  }

  @Test
  void removingWhatIsNotThereIsInvalid() {
    configMaps.create("{metadata: {name: a}, data: {x: '1'}}").created();

    configMaps
        .jsonPatch("a", "[{op: remove, path: /data/y}]")
        .invalid("the server rejected our request due to an error in our request");
    assertThat(configMaps.get("a").at("/data/x").asText()).isEqualTo("1");
  }

  @Test
  void addingBelowWhatIsNotThereIsInvalid() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .jsonPatch("a", "[{op: add, path: /data/y, value: '1'}]")
        .invalid("the server rejected our request due to an error in our request");
  }

  @Test
  void aPathEscapesSlashAndTilde() {
    configMaps.create("metadata: {name: a, annotations: {example.com/x: '1'}}").created();

    var patched =
        configMaps.jsonPatch(
            "a", "[{op: replace, path: /metadata/annotations/example.com~1x, value: '2'}]");

    assertThat(patched.ok().at("/metadata/annotations/example.com~1x").asText()).isEqualTo("2");
  }

  @Test
  void aListTakesAnElementAtItsEndOrInBetween() {
    configMaps.create("metadata: {name: a, finalizers: [example.com/a]}").created();
    api.afterwards(() -> configMaps.mergePatch("a", "metadata: {finalizers: null}"));

    var patched =
        configMaps.jsonPatch(
            "a",
            """
            - {op: add, path: /metadata/finalizers/-, value: example.com/z}
            - {op: add, path: /metadata/finalizers/1, value: example.com/m}
            """);

    assertThat(patched.ok().at("/metadata/finalizers"))
        .isEqualTo(Trees.tree("[example.com/a, example.com/m, example.com/z]"));
  }

  @Test
  void thePatchMustBeAList() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .jsonPatch("a", "{op: remove, path: /data}")
        .refused(
            400,
            "BadRequest",
            "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp");
  }

  @Test
  void anUnknownOperationIsInvalid() {
    configMaps.create("metadata: {name: a}").created();

    configMaps
        .jsonPatch("a", "[{op: merge, path: /data, value: {}}]")
        .invalid("the server rejected our request due to an error in our request");
  }
}
