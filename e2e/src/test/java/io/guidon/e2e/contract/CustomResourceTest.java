package io.guidon.e2e.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Definitions of custom resources: what is served because of them, and how it is checked. */
@OnEachServer
final class CustomResourceTest {

  @AutoClose private final Api api;
  private final Endpoint definitions;

  CustomResourceTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    definitions = api.definitions();
  }

  /** A schema with a spec of one field. */
  static final String CLOSED =
      """
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties: {size: {type: integer}}
      """;

  @Test
  void aDefinitionIsServed() {
    var widgets = api.widgets(Samples.OPEN);

    var list = widgets.list().ok();

    assertThat(list.get("kind").asText()).isEqualTo("WidgetList");
    assertThat(list.get("items")).isEqualTo(Trees.tree("[]"));
  }

  @Test
  void aDefinitionSaysThatItIsServed() {
    api.widgets(Samples.OPEN);

    var definition = definitions.get("widgets." + api.ownGroup()).ok();

    assertThat(status(definition, "NamesAccepted")).isEqualTo("True NoConflicts");
    assertThat(status(definition, "Established")).isEqualTo("True InitialNamesAccepted");
    assertThat(definition.at("/status/storedVersions")).isEqualTo(Trees.tree("[v1]"));
    assertThat(definition.at("/status/acceptedNames"))
        .isEqualTo(
            Trees.tree("{kind: Widget, listKind: WidgetList, plural: widgets, singular: widget}"));
  }

  @Test
  void aDefinitionIsNamedAfterWhatItDefines() {
    definitions
        .create(
            """
            metadata: {name: wrong.%1$s}
            spec:
              group: %1$s
              scope: Namespaced
              names: {plural: widgets, kind: Widget}
              versions: [{name: v1, served: true, storage: true, %2$s}]
            """
                .formatted(api.ownGroup(), "schema: {openAPIV3Schema: {type: object}}"))
        .invalid(
            "CustomResourceDefinition.apiextensions.k8s.io \"wrong.%1$s\" is invalid: metadata.name:"
                    .formatted(api.ownGroup())
                + " Invalid value: \"wrong.%1$s\": must be spec.names.plural+\".\"+spec.group"
                    .formatted(api.ownGroup()));
  }

  @Test
  void aRemovedDefinitionEndsServing() {
    var widgets = api.widgets(Samples.OPEN);
    widgets.create("metadata: {name: a}").created();

    definitions.delete("widgets." + api.ownGroup()).ok();

    Awaitility.await().atMost(60, SECONDS).until(() -> widgets.list().code() == 404);
    assertThat(definitions.get("widgets." + api.ownGroup()).code()).isEqualTo(404);
  }

  @Test
  void unknownFieldsArePruned() {
    var widgets = api.widgets(CLOSED);

    var created =
        widgets
            .create("{metadata: {name: a}, spec: {size: 1, other: 2}, more: 3}", QUIET)
            .created();

    assertThat(created.get("spec")).isEqualTo(Trees.tree("size: 1"));
    assertThat(created.has("more")).isFalse();
  }

  @Test
  void unknownFieldsArePrunedFromPatches() {
    var widgets = api.widgets(CLOSED);
    widgets.create("{metadata: {name: a}, spec: {size: 1}}").created();

    var patched = widgets.mergePatch("a", "spec: {other: 2}", QUIET).ok();

    assertThat(patched.get("spec")).isEqualTo(Trees.tree("size: 1"));
  }

  @Test
  void unknownFieldsAreKeptWhereTheSchemaSaysSo() {
    var widgets =
        spec("properties: {open: {type: object, x-kubernetes-preserve-unknown-fields: true}}");

    var created =
        widgets
            .create("{metadata: {name: a}, spec: {open: {x: {y: 1}}, other: 2}}", QUIET)
            .created();

    assertThat(created.get("spec")).isEqualTo(Trees.tree("open: {x: {y: 1}}"));
  }

  @Test
  void knownFieldsBelowKeptOnesAreStillChecked() {
    var widgets =
        spec("x-kubernetes-preserve-unknown-fields: true\nproperties: {size: {type: integer}}");

    widgets
        .create("{metadata: {name: a}, spec: {size: big, other: 2}}")
        .invalid(
            invalid(
                "a",
                "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\""));
  }

  @Test
  void defaultsAreFilledIn() {
    var widgets =
        spec(
            "properties: {size: {type: integer, default: 3}, sub: {type: object, default: {}, properties: {x: {type: string, default: y}}}}");

    var created = widgets.create("{metadata: {name: a}, spec: {}}").created();

    assertThat(created.get("spec")).isEqualTo(Trees.tree("{size: 3, sub: {x: y}}"));
  }

  @Test
  void defaultsAreNotFilledInBelowWhatIsMissing() {
    var widgets = spec("properties: {size: {type: integer, default: 3}}");

    assertThat(widgets.create("metadata: {name: a}").created().has("spec")).isFalse();
  }

  @Test
  void defaultsReplaceNull() {
    var widgets = spec("properties: {size: {type: integer, default: 3}}");

    var created = widgets.create("{metadata: {name: a}, spec: {size: null}}").created();

    assertThat(created.get("spec")).isEqualTo(Trees.tree("size: 3"));
  }

  @Test
  void nullIsDroppedWhereItIsNotAllowed() {
    var widgets = spec("properties: {size: {type: integer, nullable: true}, word: {type: string}}");

    var created = widgets.create("{metadata: {name: a}, spec: {size: null, word: null}}").created();

    assertThat(created.get("spec")).isEqualTo(Trees.tree("size: null"));
  }

  @Test
  void aTypeIsChecked() {
    refusesSpec(
        "properties: {size: {type: integer}}",
        "{size: big}",
        "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"");
  }

  @Test
  void requiredFieldsAreChecked() {
    refusesSpec(
        "required: [size]\nproperties: {size: {type: integer}}", "{}", "spec.size: Required value");
  }

  @Test
  void severalProblemsAreListed() {
    refusesSpec(
        "required: [size, word]\nproperties: {size: {type: integer}, word: {type: string}}",
        "{}",
        "[spec.size: Required value, spec.word: Required value]");
  }

  @Test
  void anEnumIsChecked() {
    refusesSpec(
        "properties: {mode: {type: string, enum: [Blue, Green]}}",
        "{mode: Maybe}",
        "spec.mode: Unsupported value: \"Maybe\": supported values: \"Blue\", \"Green\"");
  }

  @Test
  void aPatternIsChecked() {
    refusesSpec(
        "properties: {time: {type: string, pattern: '^[0-9]+(m|s)$'}}",
        "{time: soon}",
        "spec.time: Invalid value: \"soon\": spec.time in body should match '^[0-9]+(m|s)$'");
  }

  @Test
  void limitsAreChecked() {
    refusesSpec(
        "properties: {size: {type: integer, maximum: 100}}",
        "{size: 101}",
        "spec.size: Invalid value: 101: spec.size in body should be less than or equal to 100");
  }

  @Test
  void lowerLimitsAreChecked() {
    refusesSpec(
        "properties: {size: {type: integer, minimum: 1}}",
        "{size: 0}",
        "spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1");
  }

  @Test
  void lengthsAreChecked() {
    refusesSpec(
        "properties: {word: {type: string, maxLength: 3}}",
        "{word: long}",
        "spec.word: Too long: may not be more than 3 bytes");
  }

  @Test
  void numbersOfItemsAreChecked() {
    refusesSpec(
        "properties: {list: {type: array, maxItems: 1, items: {type: string}}}",
        "{list: [a, b]}",
        "spec.list: Too many: 2: must have at most 1 item");
  }

  @Test
  void itemsAreChecked() {
    refusesSpec(
        "properties: {list: {type: array, items: {type: object, required: [name], properties: {name: {type: string}}}}}",
        "{list: [{name: a}, {}]}",
        "spec.list[1].name: Required value");
  }

  @Test
  void oneOfIsChecked() {
    refusesSpec(
        "properties: {a: {type: string}, b: {type: string}}\noneOf: [{required: [a]}, {required: [b]}]",
        "{a: x, b: y}",
        "<nil>: Invalid value: \"\": \"spec\" must validate one and only one schema (oneOf). Found 2 valid alternatives");
  }

  @Test
  void anyOfIsChecked() {
    refusesSpec(
        "properties: {a: {type: string}, b: {type: string}}\nanyOf: [{required: [a]}, {required: [b]}]",
        "{}",
        "[<nil>: Invalid value: \"\": \"spec\" must validate at least one schema (anyOf), spec.a: Required value]");
  }

  @Test
  void aNumberOrAStringIsBoth() {
    var widgets = spec("properties: {port: {x-kubernetes-int-or-string: true}}");

    widgets.create("{metadata: {name: a}, spec: {port: 80}}").created();
    widgets.create("{metadata: {name: b}, spec: {port: http}}").created();
    widgets
        .create("{metadata: {name: c}, spec: {port: true}}")
        .invalid(
            invalid(
                "c",
                "spec.port: Invalid value: \"boolean\": spec.port in body must be of type integer,string: \"boolean\""));
  }

  @Test
  void aMapHasValuesOfOneType() {
    refusesSpec(
        "properties: {map: {type: object, additionalProperties: {type: string}}}",
        "{map: {k: 1}}",
        "spec.map.k: Invalid value: \"integer\": spec.map.k in body must be of type string: \"integer\"");
  }

  @Test
  void keysOfAListAreUnique() {
    refusesSpec(
        """
        properties:
          list:
            type: array
            x-kubernetes-list-type: map
            x-kubernetes-list-map-keys: [name]
            items: {type: object, required: [name], properties: {name: {type: string}}}
        """,
        "{list: [{name: a}, {name: a}]}",
        "spec.list[1]: Duplicate value: {\"name\":\"a\"}");
  }

  @Test
  void theStatusIsCheckedToo() {
    var widgets =
        api.widgets(
            """
            subresources: {status: {}}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  status:
                    type: object
                    properties: {phase: {type: string, enum: [Ready]}}
            """);
    widgets.create("metadata: {name: a}").created();

    widgets
        .sub("status")
        .mergePatch("a", "status: {phase: Odd}")
        .invalid(
            invalid("a", "status.phase: Unsupported value: \"Odd\": supported values: \"Ready\""));
  }

  @Test
  void theStatusIsPrunedAndDefaulted() {
    var widgets =
        api.widgets(
            """
            subresources: {status: {}}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  status:
                    type: object
                    properties: {phase: {type: string, default: New}, weight: {type: integer}}
            """);
    widgets.create("metadata: {name: a}").created();

    var patched = widgets.sub("status").mergePatch("a", "status: {weight: 5, run: {}}", QUIET);

    assertThat(patched.ok().get("status")).isEqualTo(Trees.tree("{weight: 5, phase: New}"));
  }

  @Test
  void aScaleSubresourceFollowsItsPaths() {
    var widgets =
        api.widgets(
            Samples.OPEN
                + "\nsubresources: {status: {}, scale: {specReplicasPath: .spec.n, statusReplicasPath: .status.n}}");
    widgets.create("{metadata: {name: a}, spec: {n: 2}}").created();

    widgets.sub("scale").mergePatch("a", "spec: {replicas: 4}").ok();

    assertThat(widgets.get("a").at("/spec/n").asInt()).isEqualTo(4);
    assertThat(widgets.sub("scale").get("a").at("/spec/replicas").asInt()).isEqualTo(4);
  }

  @Test
  void aVersionThatIsNotServedIsNotFound() {
    var widgets = api.widgets(Samples.OPEN);

    assertThat(api.get(widgets.path().replace("/v1/", "/v2/")).code()).isEqualTo(404);
  }

  @Test
  void aSchemaMustBeStructural() {
    var refused =
        definitions.create(
            """
            metadata: {name: widgets.%1$s}
            spec:
              group: %1$s
              scope: Namespaced
              names: {plural: widgets, kind: Widget}
              versions: [{name: v1, served: true, storage: true}]
            """
                .formatted(api.ownGroup()));

    refused.invalid(
        "CustomResourceDefinition.apiextensions.k8s.io \"widgets.%s\" is invalid:"
                .formatted(api.ownGroup())
            + " spec.versions[0].schema.openAPIV3Schema: Required value");
  }

  private static final String QUIET = "fieldValidation=Ignore";

  /** A definition whose spec has this schema, beside its type. */
  private Endpoint spec(String schema) {
    var spec = Trees.object(schema).put("type", "object");
    return api.widgets(
        "schema: {openAPIV3Schema: {type: object, properties: {spec: %s}}}".formatted(spec));
  }

  private void refusesSpec(String schema, String spec, String problem) {
    spec(schema)
        .create("{metadata: {name: a}, spec: %s}".formatted(spec))
        .invalid(invalid("a", problem));
  }

  private String invalid(String name, String problem) {
    return "Widget.%s \"%s\" is invalid: %s".formatted(api.ownGroup(), name, problem);
  }

  private static String status(JsonNode definition, String type) {
    for (var condition : definition.at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText() + " " + condition.path("reason").asText();
      }
    }
    return "(no condition " + type + ")";
  }
}
