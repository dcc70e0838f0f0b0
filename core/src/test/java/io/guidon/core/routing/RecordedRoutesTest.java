package io.guidon.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.Strategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every HTTPRoute that Flagger 1.44 was recorded to write in a weighted rollout is what we render
 * at its weights, but for the label that says who created it.
 */
class RecordedRoutesTest {

  /** Actions that change what is rendered, or the route itself. */
  private static final Set<String> DISTURBANCES =
      Set.of("canary", "patch", "jsonPatch", "apply", "delete");

  /** A recorded scenario of a weighted rollout. */
  private record Scenario(String name, Canary canary, List<JsonNode> routes) {}

  @TestFactory
  Stream<DynamicTest> rendersWhatFlaggerWrote() {
    return scenarios()
        .map(scenario ->
            DynamicTest.dynamicTest(scenario.name(), () -> assertRenderedAsRecorded(scenario)));
  }

  @Test
  void comparesThePlainRolloutAndAllOptionsOfTheService() {
    assertThat(scenarios().map(Scenario::name))
        .contains("gw-promote", "gw-service-options", "edge-gw-cors-without-maxage");
  }

  private static void assertRenderedAsRecorded(Scenario scenario) {
    for (var recorded : scenario.routes()) {
      var live = observed(recorded);
      var weights = HttpRoutes.PROVIDER.read(scenario.canary(), Trees.observed(List.of(live)));

      var rendered = HttpRoutes.rendered(scenario.canary(), weights.orElseThrow());

      assertThat(rendered.path("spec")).isEqualTo(recorded.path("spec"));
      assertThat(rendered.path("apiVersion")).isEqualTo(recorded.path("apiVersion"));
      assertThat(rendered.at("/metadata/annotations")).isEqualTo(recorded.path("annotations"));
      assertThat(withoutOurLabel(rendered.at("/metadata/labels")))
          .isEqualTo(merged(JsonNodeFactory.instance.objectNode(), recorded.path("labels")));
      assertThat(recorded.path("owners").path(0).asText())
          .isEqualTo(
              rendered.at("/metadata/ownerReferences/0/kind").asText()
                  + "/"
                  + rendered.at("/metadata/ownerReferences/0/name").asText());
    }
  }

  private static JsonNode withoutOurLabel(JsonNode labels) {
    ObjectNode others = labels.deepCopy();
    assertThat(others.remove("app.kubernetes.io/managed-by").asText()).isEqualTo("flagger");
    return others;
  }

  private static ObjectNode observed(JsonNode recorded) {
    ObjectNode live = recorded.deepCopy();
    live.put("kind", "HTTPRoute")
        .putObject("metadata")
        .put("name", "podinfo")
        .put("namespace", "test");
    return live;
  }

  private static Stream<Scenario> scenarios() {
    var conformance = Shared.folder("conformance");
    var bases = Trees.read(conformance.resolve("base.yaml"));
    return files(conformance.resolve("scenarios"))
        .filter(file -> !isDisturbed(Trees.read(file)))
        .flatMap(file ->
            canary(Trees.read(file), bases)
                .filter(RecordedRoutesTest::isWeightedOnGatewayApi)
                .map(canary -> new Scenario(name(file), canary, written(conformance, file)))
                .stream())
        .filter(scenario -> !scenario.routes().isEmpty());
  }

  private static boolean isDisturbed(JsonNode scenario) {
    return stream(scenario.path("steps"))
        .map(step -> step.path("do"))
        .flatMap(action -> action.isArray() ? stream(action) : Stream.of(action))
        .anyMatch(action -> DISTURBANCES.stream().anyMatch(action::has));
  }

  private static Optional<Canary> canary(JsonNode scenario, JsonNode bases) {
    return stream(scenario.path("objects"))
        .map(object -> built(object, bases))
        .filter(object -> object.path("kind").asText().equals("Canary"))
        .map(object -> Trees.canary(inTest(object)))
        .findFirst();
  }

  private static JsonNode inTest(JsonNode object) {
    ObjectNode placed = object.deepCopy();
    placed.withObject("/metadata").put("namespace", "test");
    return placed;
  }

  /** An object from its building block, with what is laid over it. */
  private static JsonNode built(JsonNode object, JsonNode bases) {
    if (!object.has("base")) {
      return object;
    }
    ObjectNode own = object.deepCopy();
    own.remove(List.of("base", "merge"));
    var base = built(bases.path(object.path("base").asText()), bases);
    return merged(merged(base, own), object.path("merge"));
  }

  private static JsonNode merged(JsonNode below, JsonNode above) {
    if (above.isMissingNode()) {
      return below;
    }
    if (!below.isObject() || !above.isObject()) {
      return above;
    }
    ObjectNode merged = below.deepCopy();
    for (var field : above.properties()) {
      if (field.getValue().isNull()) {
        merged.remove(field.getKey());
      } else {
        merged.set(field.getKey(), merged(merged.path(field.getKey()), field.getValue()));
      }
    }
    return merged;
  }

  private static boolean isWeightedOnGatewayApi(Canary canary) {
    var analysis = canary.analysis();
    return canary.spec().provider().equals(Optional.of("gatewayapi:v1"))
        && canary.strategy() == Strategy.CANARY
        && analysis.match().isEmpty()
        && analysis.sessionAffinity().isEmpty();
  }

  /** The recorded routes; one without an API version was there before the operator. */
  private static List<JsonNode> written(Path conformance, Path scenario) {
    var trace = conformance.resolve("traces/flagger-1.44").resolve(scenario.getFileName());
    return stream(Trees.read(trace).path("routes").path("HTTPRoute/podinfo"))
        .filter(route -> route.has("apiVersion"))
        .toList();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".yaml", "");
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static Stream<Path> files(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
