package io.guidon.core.workload;

import static io.guidon.core.workload.Trees.named;
import static io.guidon.core.workload.Trees.ofKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What Flagger 1.44 left behind at 18 moments (conformance/fixtures) is what we would have written:
 * taking over starts no run and, when idle, writes nothing (design.md §5).
 */
class TakeoverTest {
  private static final String FIXTURES = "conformance/fixtures/flagger-1.44";
  private static final LabelRules RULES =
      new LabelRules(List.of("app", "name", "app.kubernetes.io/name"), List.of());

  @TestFactory
  Stream<DynamicTest> knowsTheRevisionThatFlaggerRecorded() {
    return fixtures(left -> {
      var status = left.tree().path("status");
      var hash = RevisionHash.of(left.target().at("/spec/template"));
      var recorded = status.path("lastAppliedSpec").asText();

      assertThat(hash.equals(recorded)).isEqualTo(!isUnrecorded(status));
      if (image(left.target()).equals(image(left.primary())) && isOver(status)) {
        assertThat(hash).isEqualTo(status.path("lastPromotedSpec").asText());
      }
    });
  }

  /** A revision that waits for approval is not recorded before it gets it. */
  private static boolean isUnrecorded(JsonNode status) {
    return status.path("phase").asText().equals("Waiting");
  }

  private static boolean isOver(JsonNode status) {
    return List.of("Initialized", "Succeeded").contains(status.path("phase").asText());
  }

  @TestFactory
  Stream<DynamicTest> seesWhetherThePrimaryRunsTheTargetsRevision() {
    return fixtures(left -> {
      var same = image(left.target()).equals(image(left.primary()));

      assertThat(left.desired().matches(Snapshot.of(left.target()), left.primary()))
          .isEqualTo(same);
    });
  }

  private static String image(JsonNode deployment) {
    return deployment.at("/spec/template/spec/containers/0/image").asText();
  }

  @TestFactory
  Stream<DynamicTest> findsTheServicesAsTheyMustBe() {
    return fixtures(left -> {
      var canary = left.canary();
      var services =
          new GeneratedServices(canary, left.selector(), left.target().at("/spec/template"));
      left.isInPlace(services.canary(left.service(canary.canaryServiceName())));
      left.isInPlace(services.primary(left.service(canary.primaryServiceName())));
      left.isInPlace(services.apex(ServedBy.PRIMARY, left.service(canary.apexName())));
    });
  }

  @TestFactory
  Stream<DynamicTest> findsThePrimaryAsItMustBe() {
    return fixtures(left -> {
      if (TrackedConfigs.references(left.target().at("/spec/template")).isEmpty()
          && image(left.target()).equals(image(left.primary()))) {
        var id = PrimaryDeployment.flaggerId(left.primary());
        var occasion =
            left.primary().at("/metadata/annotations").isMissingNode()
                ? PrimaryDeployment.Occasion.PROMOTION
                : PrimaryDeployment.Occasion.CREATION;

        var desired = left.desired().desired(Snapshot.of(left.target()), id, occasion);

        assertThat(id).hasSize(36);
        left.covers(left.primary(), desired);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> findsTheScalerOfThePrimaryAsItMustBe() {
    return fixtures(left -> {
      var ref = left.canary().spec().autoscalerRef();
      var source = ofKind(left.objects(), "HorizontalPodAutoscaler");
      if (ref.isPresent() && source.isPresent()) {
        var desired = PrimaryScaler.desired(left.canary(), ref.get(), source.get());

        left.covers(
            named(left.objects(), "HorizontalPodAutoscaler", ref.get().name() + "-primary")
                .orElseThrow(),
            desired);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> knowsTheConfigsThatFlaggerTracks() {
    return fixtures(left -> {
      var tracked = left.tree().at("/status/trackedConfigs");
      var references = TrackedConfigs.references(left.target().at("/spec/template"));

      assertThat(references).hasSize(tracked.size());
      for (var reference : references) {
        var kind = reference.kind() == TrackedConfigs.Kind.SECRET ? "Secret" : "ConfigMap";
        var config = named(left.objects(), kind, reference.name()).orElseThrow();
        assertThat(ConfigChecksum.of(config)).isEqualTo(tracked.path(reference.key()).asText());
      }
    });
  }

  /** One fixture. */
  private record Left(List<JsonNode> objects, JsonNode tree, Canary canary) {
    static Left of(List<JsonNode> objects) {
      var tree = ofKind(objects, "Canary").orElseThrow();
      return new Left(objects, tree, Trees.canary(tree));
    }

    JsonNode target() {
      return named(objects, "Deployment", canary.targetRef().name()).orElseThrow();
    }

    JsonNode primary() {
      return named(objects, "Deployment", canary.primaryName()).orElseThrow();
    }

    Optional<JsonNode> service(String name) {
      var service = named(objects, "Service", name);
      assertThat(service).as(name).isPresent();
      return service;
    }

    Selector.Found selector() {
      return (Selector.Found) Selector.of(target(), RULES.selectorLabels());
    }

    PrimaryDeployment desired() {
      return new PrimaryDeployment(canary, selector(), RULES, target());
    }

    void isInPlace(ServiceChange change) {
      assertThat(change).isInstanceOf(ServiceChange.Apply.class);
      if (change instanceof ServiceChange.Apply(ObjectNode configuration)) {
        var name = configuration.at("/metadata/name").asText();
        covers(service(name).orElseThrow(), configuration);
      }
    }

    void covers(JsonNode live, ObjectNode desired) {
      assertThat(Applied.covers(live, ManagedBy.whereCreated(desired, Optional.of(live))))
          .as("%s covers %s", live, desired)
          .isTrue();
    }
  }

  private static Stream<DynamicTest> fixtures(Consumer<Left> check) {
    var folder = Trees.shared(FIXTURES);
    assumeTrue(folder.isPresent(), FIXTURES + " is not there");
    try (var files = Files.list(folder.orElseThrow())) {
      var tests =
          files
              .sorted()
              .map(file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(),
                      () -> check.accept(Left.of(items(Trees.text(file))))))
              .toList();
      assertThat(tests).hasSize(18);
      return tests.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> items(String list) {
    var items = new ArrayList<JsonNode>();
    Trees.yaml(list).path("items").forEach(items::add);
    return items;
  }
}
