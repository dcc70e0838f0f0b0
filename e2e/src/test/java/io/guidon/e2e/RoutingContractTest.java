package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Parsed;
import io.guidon.core.routing.Effect;
import io.guidon.core.routing.ObservedRoutes;
import io.guidon.core.routing.Rendered;
import io.guidon.core.routing.RoutedCanary;
import io.guidon.core.routing.RoutingProvider;
import io.guidon.core.routing.RoutingProviders;
import io.guidon.core.routing.TrafficIntent;
import io.guidon.core.workload.Applied;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What routing providers render, held against the real API server with the real custom resource
 * definitions.
 */
@OnControlPlane
class RoutingContractTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("guidon.root", ".."), "core/src/test/resources/routing");

  /** Nothing is unknown to the schema, nothing is added by it, and a second apply is no change. */
  @TestFactory
  Stream<DynamicTest> acceptsEachGoldenFileAsItIsAndOnlyOnce(
      KubernetesClient client, TestNamespace namespace) {
    Crds.GATEWAY_API.install(client);
    var routes = new Routes(client, namespace.name());
    return golden()
        .map(file ->
            DynamicTest.dynamicTest(
                GOLDEN.relativize(file).toString(), () -> assertStable(routes, file)));
  }

  private static void assertStable(Routes routes, Path file) {
    var configuration = routes.placed(Routes.read(file));
    // One object per file: what an earlier file owned must not be seen here.
    configuration.withObject("/metadata").put("name", nameOf(file));

    var first = routes.apply(configuration);
    var second = routes.apply(configuration);

    assertThat(first.path("spec")).isEqualTo(configuration.path("spec"));
    assertThat(Applied.covers(first, configuration)).isTrue();
    assertThat(second.at("/metadata/resourceVersion"))
        .isEqualTo(first.at("/metadata/resourceVersion"));
  }

  @Test
  void changesNothingButTheWeightsFromStepToStep(KubernetesClient client, TestNamespace namespace) {
    var story = new Story(client, namespace, "gatewayapi-v1/service-options");
    var before = story.apply(0);

    var after = story.apply(10);

    assertThat(after.at("/spec/rules/0/backendRefs").findValuesAsText("weight"))
        .containsExactly("90", "10");
    assertThat(withoutWeights(after)).isEqualTo(withoutWeights(before));
    assertThat(after.at("/metadata/generation").asLong())
        .isEqualTo(before.at("/metadata/generation").asLong() + 1);
  }

  @Test
  void takesBackWhatTheCanaryNoLongerAsksFor(KubernetesClient client, TestNamespace namespace) {
    new Story(client, namespace, "gatewayapi-v1/service-options").apply(10);

    var after = new Story(client, namespace, "gatewayapi-v1/parents").apply(10);

    assertThat(after.at("/spec/hostnames")).isEmpty();
    assertThat(after.at("/spec/parentRefs").findValuesAsText("name"))
        .containsExactly("gw", "gw-tls", "podinfo");
    assertThat(after.at("/spec/rules/0").has("filters")).isFalse();
    assertThat(after.at("/spec/rules/0").has("timeouts")).isFalse();
    assertThat(after.at("/metadata/labels").has("l-apex")).isFalse();
    assertThat(after.at("/metadata/annotations").has("a-apex")).isFalse();
  }

  /** O5b: in Flagger a foreign label resets the weights. */
  @Test
  void keepsForeignLabelsAndAnnotationsAndItsWeights(
      KubernetesClient client, TestNamespace namespace) {
    var story = new Story(client, namespace, "gatewayapi-v1/weights");
    story.apply(10);
    story.edit(
        """
        {"metadata": {"labels": {"foreign": "label"}, "annotations": {"foreign": "annotation"}}}
        """);

    assertThat(story.wouldChange(10)).isFalse();

    var after = story.apply(20);
    assertThat(after.at("/metadata/labels/foreign").asText()).isEqualTo("label");
    assertThat(after.at("/metadata/annotations/foreign").asText()).isEqualTo("annotation");
    assertThat(story.provider().read(story.canary(), story.observed()))
        .contains(TrafficIntent.percent(20).weights());
  }

  /** O5b-spec: rules are one piece, in which nobody else has a part. */
  @Test
  void removesAForeignFieldFromItsRule(KubernetesClient client, TestNamespace namespace) {
    var story = new Story(client, namespace, "gatewayapi-v1/weights");
    var applied = story.apply(10);
    story.edit(
        "[{\"op\": \"add\", \"path\": \"/spec/rules/0/timeouts\", \"value\": {\"request\": \"1s\"}}]");

    assertThat(story.wouldChange(10)).isTrue();

    assertThat(story.apply(10).path("spec")).isEqualTo(applied.path("spec"));
  }

  @Test
  void removesAForeignRuleAndHostName(KubernetesClient client, TestNamespace namespace) {
    var story = new Story(client, namespace, "gatewayapi-v1/weights");
    var applied = story.apply(10);
    story.edit(
        """
        [{"op": "add", "path": "/spec/rules/1",
          "value": {"backendRefs": [{"name": "other", "port": 80}]}},
         {"op": "add", "path": "/spec/hostnames/1", "value": "other.example.com"}]
        """);

    assertThat(story.wouldChange(10)).isTrue();

    assertThat(story.apply(10).path("spec")).isEqualTo(applied.path("spec"));
  }

  /** Fields that Flagger wrote have another owner, so leaving them out would keep them. */
  @Test
  void takesBackHostNamesThatFlaggerWrote(KubernetesClient client, TestNamespace namespace) {
    new Story(client, namespace, "gatewayapi-v1/weights").createAsFlagger(10);
    var withoutHosts = new Story(client, namespace, "gatewayapi-v1/timeouts");
    assertThat(withoutHosts.wouldChange(10)).isTrue();

    var after = withoutHosts.apply(10);

    assertThat(after.at("/spec/hostnames")).isEmpty();
    assertThat(withoutHosts.wouldChange(10)).isFalse();
  }

  @Test
  void leavesAnAdoptedRouteToItsOwner(KubernetesClient client, TestNamespace namespace) {
    var story = new Story(client, namespace, "gatewayapi-v1/weights");
    story.createByHand("gatewayapi-v1/adopted/observed.yaml");

    var after = story.apply(10);

    assertThat(after.at("/metadata/ownerReferences").findValuesAsText("kind"))
        .containsExactly("Shop");
    assertThat(after.at("/spec/rules/0/backendRefs").findValuesAsText("name"))
        .containsExactly("podinfo-primary", "podinfo-canary");
    assertThat(story.wouldChange(10)).isFalse();
  }

  /** The API server counts generations, the gateway says which one it has taken over. */
  @Test
  void isInEffectOnceTheGatewayReportsTheGenerationOfTheWeights(
      KubernetesClient client, TestNamespace namespace) {
    var story = new Story(client, namespace, "gatewayapi-v1/weights");
    story.apply(10);
    assertThat(story.effect(10)).isEqualTo(new Effect.Unreported());

    story.acceptByGateway();
    assertThat(story.effect(10)).isEqualTo(new Effect.InEffect());

    story.apply(20);
    assertThat(story.effect(20))
        .isEqualTo(
            new Effect.NotYet(
                "HTTPRoute podinfo."
                    + namespace.name()
                    + " parent gateway is not ready"
                    + " (status: True, observed generation: 1, current generation: 2)"));

    story.acceptByGateway();
    assertThat(story.effect(20)).isEqualTo(new Effect.InEffect());
  }

  /** One Canary of the golden files, in a namespace of its own. */
  private static final class Story {
    private final Routes routes;
    private final Canary canary;

    Story(KubernetesClient client, TestNamespace namespace, String folder) {
      Crds.GATEWAY_API.install(client);
      this.routes = new Routes(client, namespace.name());
      this.canary = canary(routes.placed(Routes.read(GOLDEN.resolve(folder).resolve("in.yaml"))));
    }

    Canary canary() {
      return canary;
    }

    RoutingProvider provider() {
      return RoutingProviders.of(canary.spec().provider().orElseThrow()).orElseThrow();
    }

    /** The routing object after applying what the provider wants at this percentage. */
    ObjectNode apply(int percent) {
      return routes.apply(rendered(percent));
    }

    boolean wouldChange(int percent) {
      return !Applied.covers(routes.get(ref()), rendered(percent));
    }

    Effect effect(int percent) {
      return provider().inEffect(canary, TrafficIntent.percent(percent), observed());
    }

    /** Changes the route as a person would. */
    void edit(String patch) {
      routes.edit(ref(), patch);
    }

    void createByHand(String file) {
      routes.applyAs("kubectl-create", routes.placed(Routes.read(GOLDEN.resolve(file))));
    }

    /** The route that Flagger would have left at this percentage. */
    void createAsFlagger(int percent) {
      routes.applyAs("flagger", rendered(percent));
    }

    void acceptByGateway() {
      routes.accept(ref());
    }

    ObservedRoutes observed() {
      return routes
          .find(ref())
          .map(live -> new ObservedRoutes(Map.of(ref(), live)))
          .orElse(ObservedRoutes.NONE);
    }

    private ObjectNode rendered(int percent) {
      var routed = new RoutedCanary(canary, Optional.of("app"));
      return switch (provider().render(routed, TrafficIntent.percent(percent), observed())) {
        case Rendered.Objects objects -> objects.applyConfigurations().getFirst();
        case Rendered.Impossible impossible -> throw new AssertionError(impossible);
      };
    }

    private ObjectRef ref() {
      return provider().objects(canary).getFirst();
    }

    private static Canary canary(ObjectNode tree) {
      return switch (Canary.parse(tree)) {
        case Parsed.Ok<Canary>(Canary canary) -> canary;
        case Parsed.Invalid<Canary> invalid -> throw new AssertionError(invalid);
      };
    }
  }

  private static ObjectNode withoutWeights(ObjectNode route) {
    ObjectNode spec = route.path("spec").deepCopy();
    spec.findParents("weight").forEach(backend -> ((ObjectNode) backend).remove("weight"));
    return spec;
  }

  /** The case and the file in it, as one name of an object. */
  private static String nameOf(Path file) {
    var parts = GOLDEN.relativize(file);
    return parts.getName(parts.getNameCount() - 2)
        + "-"
        + parts.getFileName().toString().replace(".yaml", "");
  }

  private static Stream<Path> golden() {
    try (var files = Files.walk(GOLDEN)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith("out-")).sorted().toList();
      assertThat(found).isNotEmpty();
      return found.stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
