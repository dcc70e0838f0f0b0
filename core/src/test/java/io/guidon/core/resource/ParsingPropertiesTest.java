package io.guidon.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What holds for every document; drawn at random from a seed that failures name. Give it as {@code
 * -Dguidon.seed} to see the same again.
 */
@Execution(ExecutionMode.CONCURRENT)
class ParsingPropertiesTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final long seed = Long.getLong("guidon.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /**
   * What the schema admits can be used, as in Flagger. The exceptions: a name that is empty, and a
   * service or a mirrored backend that is missing where nothing works without it.
   */
  @Test
  void everyDocumentThatTheSchemaAdmitsIsRead() {
    JsonNode canaries = CrdFiles.schema("Canary");
    JsonNode templates = CrdFiles.schema("MetricTemplate");
    JsonNode providers = CrdFiles.schema("AlertProvider");

    everyDocumentIsRead(() -> Canary.parse(drawnCanary(canaries)));
    everyDocumentIsRead(() -> MetricTemplate.parse(drawn(templates)));
    everyDocumentIsRead(() -> AlertProvider.parse(drawn(providers)));
  }

  private void everyDocumentIsRead(Supplier<Parsed<?>> drawn) {
    for (int round = 0; round < 2_000; round++) {
      assertThat(drawn.get()).as("round %d of seed %d", round, seed).isInstanceOf(Parsed.Ok.class);
    }
  }

  @Test
  void noDocumentMakesReadingFail() {
    fuzz(EveryFieldTest.resource("canary-full.yaml"), Canary::parse, 20_000);
    fuzz(EveryFieldTest.resource("metrictemplate-full.yaml"), MetricTemplate::parse, 5_000);
    fuzz(EveryFieldTest.resource("alertprovider-full.yaml"), AlertProvider::parse, 5_000);
  }

  private void fuzz(ObjectNode valid, Function<JsonNode, Parsed<?>> parse, int rounds) {
    int invalid = 0;
    for (int round = 0; round < rounds; round++) {
      var mutated = mutated(valid);
      try {
        switch (parse.apply(mutated)) {
          case Parsed.Ok<?>(Canary canary) -> canary.validate(CrossNamespaceRefs.BLOCKED);
          case Parsed.Ok<?> ok -> {}
          case Parsed.Invalid<?>(List<Problem> problems) -> {
            invalid++;
            assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.text()).contains("found"));
          }
        }
      } catch (RuntimeException failure) {
        throw new AssertionError(
            "round %d of seed %d: %s".formatted(round, seed, mutated), failure);
      }
    }
    assertThat(invalid).as("mutations that break something, seed %d", seed).isPositive();
  }

  private JsonNode mutated(ObjectNode valid) {
    var tree = NODES.objectNode();
    tree.set("root", valid.deepCopy());
    for (int left = 1 + random.nextInt(4); left > 0 && tree.has("root"); left--) {
      var places = new ArrayList<Runnable>();
      collect(tree, places);
      places.get(random.nextInt(places.size())).run();
    }
    return tree.path("root");
  }

  /** All single changes that are possible. */
  private void collect(JsonNode node, List<Runnable> places) {
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(entry -> {
                String name = entry.getKey();
                places.add(() -> object.set(name, anything()));
                places.add(() -> object.remove(name));
                places.add(() -> object.set(name + "x", anything()));
                collect(entry.getValue(), places);
              });
      case ArrayNode list -> {
        for (int index = 0; index < list.size(); index++) {
          int at = index;
          places.add(() -> list.set(at, anything()));
          places.add(() -> list.insert(at, anything()));
          collect(list.path(index), places);
        }
      }
      default -> {}
    }
  }

  private JsonNode anything() {
    return switch (random.nextInt(16)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt());
      case 3 -> NODES.numberNode(random.nextLong());
      case 4 -> NODES.numberNode(random.nextGaussian());
      case 5 -> NODES.numberNode(Double.NaN);
      case 6 -> NODES.numberNode(Float.NEGATIVE_INFINITY);
      case 7 -> NODES.numberNode(new BigDecimal("1e+2000000000"));
      case 8 -> NODES.numberNode(new BigInteger(200, random));
      case 9 -> NODES.textNode("");
      case 10 -> NODES.textNode("\u0000\ud800" + random.nextInt());
      case 11 -> NODES.binaryNode(new byte[] {1, 2, 3});
      case 12 -> NODES.arrayNode();
      case 13 -> NODES.missingNode();
      case 14 -> NODES.arrayNode().add(NODES.nullNode()).add(1).add("a");
      default -> NODES.objectNode().put("", 1).set("name", NODES.arrayNode());
    };
  }

  private ObjectNode drawn(JsonNode schema) {
    var documents = new SchemaDocuments(random);
    var document = (ObjectNode) documents.draw(schema);
    document.set("metadata", NODES.objectNode().put("name", "drawn").put("namespace", "test"));
    document.set("spec", documents.draw(schema.at("/properties/spec")));
    return document;
  }

  private ObjectNode drawnCanary(JsonNode schema) {
    var canary = drawn(schema);
    var spec = (ObjectNode) canary.path("spec");
    ((ObjectNode) spec.path("targetRef")).put("name", "drawn");
    if (!spec.has("service")) {
      spec.set("service", NODES.objectNode().put("port", 80));
    }
    for (JsonNode mirror : spec.path("service").path("mirror")) {
      if (!mirror.has("backendRef")) {
        ((ObjectNode) mirror).set("backendRef", NODES.objectNode().put("name", "drawn"));
      }
    }
    return canary;
  }
}
