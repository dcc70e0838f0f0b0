package io.guidon.core.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison of schemas finds what it is there to find. */
class SchemaWidthTest {

  private static List<String> narrower(String theirs, String ours) {
    return SchemaWidth.narrower(Yaml.object(theirs), Yaml.object(ours));
  }

  /** Takes each single field out of our own schemas in turn. */
  @TestFactory
  Stream<DynamicTest> findsEachFieldThatIsMissing() {
    return Stream.of("Canary", "MetricTemplate", "AlertProvider")
        .flatMap(kind -> {
          var whole = CrdFiles.schema(kind);
          return propertiesOf("", whole).stream()
              .map(pointer ->
                  dynamicTest(
                      kind + pointer,
                      () -> {
                        var without = whole.deepCopy();
                        removeAt(without, pointer);

                        assertThat(SchemaWidth.narrower(whole, without)).isNotEmpty();
                      }));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: number} | {type: integer} | type",
        "{type: string} | {} | type",
        "{} | {type: string} | type",
        "{enum: [a, b]} | {enum: [a]} | enum",
        "{} | {enum: [a]} | enum",
        "{pattern: a} | {pattern: b} | pattern",
        "{} | {pattern: b} | pattern",
        "{format: int32} | {format: int64} | format",
        "{} | {format: date-time} | format",
        "{} | {required: [a]} | required",
        "{required: [a]} | {required: [a, b]} | required",
        "{oneOf: [{required: [a]}, {required: [b]}]} | {oneOf: [{required: [a]}]} | oneOf",
        "{} | {oneOf: [{required: [a]}]} | oneOf",
        "{} | {not: {required: [a]}} | not",
        "{minimum: 1} | {minimum: 2} | minimum",
        "{} | {minimum: 2} | minimum",
        "{maxLength: 9} | {maxLength: 8} | maxLength",
        "{} | {maxItems: 8} | maxItems",
        "{default: a} | {} | default",
        "{default: a} | {default: b} | default",
        "{nullable: true} | {} | nullable",
        "{x-kubernetes-int-or-string: true} | {type: string} | x-kubernetes-int-or-string",
        "{x-kubernetes-preserve-unknown-fields: true} | {} | x-kubernetes-preserve-unknown-fields",
        "{} | {x-kubernetes-validations: [{rule: 'false'}]} | x-kubernetes-validations",
        "{items: {type: string}} | {items: {type: number}} | type",
        "{items: {type: string}} | {} | schema",
        "{additionalProperties: {type: string}} | {additionalProperties: {type: number}} | type",
        "{additionalProperties: {type: string}} | {} | schema",
        "{} | {additionalProperties: false} | schema",
        "{properties: {a: {properties: {b: {}}}}} | {properties: {a: {properties: {}}}} | schema",
        "{surprise: 1} | {surprise: 1} | surprise",
      })
  void findsWhatIsNarrower(String theirs, String ours, String keyword) {
    assertThat(narrower(theirs, ours))
        .anySatisfy(found -> assertThat(found).endsWith(": " + keyword));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: string, description: a} | {type: string, description: b}",
        "{enum: [a]} | {enum: [b, a]}",
        "{enum: [a]} | {}",
        "{pattern: a} | {}",
        "{format: int32} | {}",
        "{required: [a, b]} | {required: [b]}",
        "{required: [a]} | {}",
        "{oneOf: [{required: [a]}]} | {}",
        "{oneOf: [{description: x, required: [a]}]} | {oneOf: [{required: [a]}]}",
        "{minimum: 1, maximum: 5} | {minimum: 0, maximum: 6}",
        "{minLength: 1} | {}",
        "{properties: {a: {type: string}}} | {properties: {a: {type: string}, b: {type: string}}}",
      })
  void acceptsWhatIsEqualOrWider(String theirs, String ours) {
    assertThat(narrower(theirs, ours)).isEmpty();
  }

  @Test
  void namesTheAdditions() {
    var theirs = Yaml.object("{properties: {a: {items: {properties: {b: {}}}}}}");
    var ours = Yaml.object("{properties: {a: {items: {properties: {b: {}, c: {}}}}, d: {}}}");

    assertThat(SchemaWidth.additions(theirs, ours)).containsExactly("/a/items/c", "/d");
  }

  private static List<String> propertiesOf(String pointer, JsonNode schema) {
    var pointers = new ArrayList<String>();
    schema
        .path("properties")
        .properties()
        .forEach(entry -> {
          String child = pointer + "/properties/" + entry.getKey();
          pointers.add(child);
          pointers.addAll(propertiesOf(child, entry.getValue()));
        });
    for (String nested : List.of("items", "additionalProperties")) {
      if (schema.path(nested).isObject()) {
        pointers.addAll(propertiesOf(pointer + "/" + nested, schema.path(nested)));
      }
    }
    return pointers;
  }

  private static void removeAt(ObjectNode schema, String pointer) {
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) schema.at(pointer.substring(0, last))).remove(pointer.substring(last + 1));
  }
}
