package io.guidon.core.workload;

import static io.guidon.core.workload.Trees.json;
import static io.guidon.core.workload.Trees.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** design.md R10: Flagger 1.44's hash, to the letter. */
class RevisionHashTest {
  private static final String VECTORS = "conformance/vectors/revision-hashes.yaml";
  private static final String TYPES = "conformance/vectors/go-types-0.36.json";

  @TestFactory
  Stream<DynamicTest> isTheOneThatFlaggerStores() {
    var file = Trees.shared(VECTORS);
    assumeTrue(file.isPresent(), VECTORS + " is not there");
    var vectors = new ArrayList<JsonNode>();
    yaml(quoted(Trees.text(file.orElseThrow()))).forEach(vectors::add);
    assertThat(vectors).hasSizeGreaterThanOrEqualTo(30);
    return vectors.stream()
        .map(vector -> DynamicTest.dynamicTest(vector.path("name").asText(), () -> verify(vector)));
  }

  /**
   * Quantities like 1e9 are texts in the API, but numbers for the YAML reader where they are not
   * quoted.
   */
  private static String quoted(String vectors) {
    return vectors.replaceAll("(?m): (\\d+e\\d+)$", ": '$1'");
  }

  private static void verify(JsonNode vector) {
    var template = vector.path("template");
    if (vector.path("kind").asText().equals("DaemonSet")) {
      assertThat(RevisionHash.ofDaemonSet(template)).isEqualTo(vector.path("hash").asText());
      return;
    }
    var computed = RevisionHash.compute(template);
    assertThat(fromFirstDifference(computed.text(), vector.path("text").asText())).isEmpty();
    assertThat(computed.hash()).isEqualTo(vector.path("hash").asText());
    assertThat(computed.doubts()).isEmpty();
    assertThat(computed.unknown()).isEmpty();
  }

  private static String fromFirstDifference(String text, String expected) {
    if (text.equals(expected)) {
      return "";
    }
    int same = 0;
    while (same < Math.min(text.length(), expected.length())
        && text.charAt(same) == expected.charAt(same)) {
      same++;
    }
    int from = Math.max(0, same - 40);
    return text.substring(from, Math.min(text.length(), same + 80))
        + " instead of "
        + expected.substring(from, Math.min(expected.length(), same + 80));
  }

  /** Templates filled at random, hashed with the Go types of k8s.io/api 0.36.1 themselves. */
  @Test
  void isTheOneOfTheGoTypesForFieldsOfEveryKind() {
    var wrong = new ArrayList<String>();
    var vectors = Trees.lines("random-templates.jsonl");

    for (int i = 0; i < vectors.size(); i++) {
      var vector = json(vectors.get(i));
      var computed = RevisionHash.compute(vector.path("template"));
      if (!computed.hash().equals(vector.path("hash").asText()) || !computed.doubts().isEmpty()) {
        wrong.add("line " + (i + 1) + ": " + computed);
      }
    }

    assertThat(vectors).hasSize(30);
    assertThat(wrong).isEmpty();
  }

  /** The fields of quantities as k8s.io/apimachinery 0.36.1 holds them after reading the text. */
  @Test
  void printsQuantitiesWithTheirInternalFields() {
    var wrong = new ArrayList<String>();
    var vectors = Trees.lines("quantities.tsv");

    for (var line : vectors) {
      var parts = line.split("\t", -1);
      var template = json("{\"spec\":{\"overhead\":{\"cpu\":\"" + parts[0] + "\"}}}");
      if (!RevisionHash.text(template).contains("map[cpu:" + parts[1] + "] Topology")) {
        wrong.add(
            line + "\n  but is " + RevisionHash.text(template).replaceFirst(".*Overhead:", ""));
      }
    }

    assertThat(vectors).hasSizeGreaterThan(100);
    assertThat(wrong).isEmpty();
  }

  @Test
  void saysWhichFieldsFlaggerDoesNotKnow() {
    var known = yaml("{metadata: {labels: {app: x}}, spec: {containers: [{name: app}]}}");
    var newer =
        yaml(
            "{metadata: {labels: {app: x}, novelty: 1},"
                + " spec: {containers: [{name: app, probe: {a: 1}}], shiny: [1]}}");

    var computed = RevisionHash.compute(newer);

    assertThat(computed.hash()).isEqualTo(RevisionHash.of(known));
    assertThat(computed.unknown())
        .containsExactlyInAnyOrder("metadata.novelty", "spec.shiny", "spec.containers[0].probe");
    assertThat(computed.doubts()).isEmpty();
  }

  @Test
  void saysWhatCannotBeToldFromTheTree() {
    var template =
        yaml(
            "{metadata: {creationTimestamp: '2026-11-20T19:27:06Z'},"
                + " spec: {nodeName: 7, overhead: {cpu: lots}, containers: {a: b}}}");

    assertThat(RevisionHash.compute(template).doubts())
        .containsExactlyInAnyOrder(
            "metadata.creationTimestamp", "spec.nodeName", "spec.overhead[cpu]", "spec.containers");
  }

  @Test
  void countsAnAbsentTimeAsCertain() {
    var computed = RevisionHash.compute(yaml("{metadata: {creationTimestamp: null}, spec: {}}"));

    assertThat(computed.doubts()).isEmpty();
    assertThat(computed.hash()).isEqualTo(RevisionHash.of(yaml("{metadata: {}, spec: {}}")));
  }

  @Test
  void ignoresTheScaleToZeroKeyOfADaemonSet() {
    var running = yaml("{spec: {containers: [{name: app}]}}");
    var stopped =
        yaml(
            "{spec: {containers: [{name: app}], nodeSelector: {flagger.app/scale-to-zero: 'true'}}}");

    assertThat(RevisionHash.ofDaemonSet(stopped)).isEqualTo(RevisionHash.ofDaemonSet(running));
    assertThat(stopped.at("/spec/nodeSelector").size()).isEqualTo(1);
  }

  @Test
  void neverThrowsOnTreesThatAreNoTemplates() {
    for (var odd :
        List.of("null", "[]", "7", "\"x\"", "{\"spec\":[]}", "{\"spec\":{\"containers\":[7]}}")) {
      assertThat(RevisionHash.of(json(odd))).matches("[4-9b-f]{1,10}");
      assertThat(RevisionHash.ofDaemonSet(json(odd))).matches("[4-9b-f]{1,10}");
    }
  }

  @Test
  void doesNotDependOnTheOrderOfKeys() {
    long seed = System.nanoTime();
    var random = new Random(seed);

    for (var line : Trees.lines("random-templates.jsonl")) {
      var template = json(line).path("template");
      assertThat(RevisionHash.of(shuffled(template, random)))
          .as("seed %d", seed)
          .isEqualTo(RevisionHash.of(template));
    }
  }

  private static JsonNode shuffled(JsonNode node, Random random) {
    if (node instanceof ObjectNode object) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      java.util.Collections.shuffle(names, random);
      var copy = object.objectNode();
      names.forEach(name -> copy.set(name, shuffled(object.path(name), random)));
      return copy;
    }
    return node;
  }

  @Test
  void knowsExactlyTheTypesOfTheSharedTable() {
    var file = Trees.shared(TYPES);
    assumeTrue(file.isPresent(), TYPES + " is not there");
    var shared = json(Trees.text(file.orElseThrow()));
    var wrong = new TreeSet<String>();

    for (var entry : shared.properties()) {
      if (!sameType(GoTypes.of(entry.getKey()), entry.getValue())) {
        wrong.add(entry.getKey());
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static boolean sameType(GoType type, JsonNode shared) {
    var kind = shared.path("kind").asText();
    return switch (type) {
      case GoType.Struct(_, List<GoType.Field> fields) ->
          kind.equals("struct") && fields.equals(fields(shared));
      case GoType.Pointer(_, String element) ->
          kind.equals("ptr") && element.equals(shared.path("elem").asText());
      case GoType.Slice(_, String element) ->
          kind.equals("slice") && element.equals(shared.path("elem").asText());
      case GoType.Table(_, String key, String element) ->
          kind.equals("map")
              && key.equals(shared.path("key").asText())
              && element.equals(shared.path("elem").asText());
      case GoType.Text _ -> kind.equals("string");
      case GoType.Whole _ -> kind.matches("u?int\\d*");
      case GoType.Flag _ -> kind.equals("bool");
    };
  }

  private static List<GoType.Field> fields(JsonNode shared) {
    var fields = new ArrayList<GoType.Field>();
    for (var field : shared.path("fields")) {
      var inner = field.path("inline").asBoolean() ? "" : "-";
      fields.add(
          new GoType.Field(
              field.path("name").asText(),
              field.path("json").asText(inner),
              field.path("type").asText()));
    }
    return fields;
  }
}
