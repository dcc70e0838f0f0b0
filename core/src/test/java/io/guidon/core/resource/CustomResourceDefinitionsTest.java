package io.guidon.core.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Our custom resource definitions take whatever Flagger's take, and show it in the same way. */
class CustomResourceDefinitionsTest {

  @TestFactory
  Stream<DynamicTest> areNowhereNarrowerThanFlaggers() {
    return pairs((theirs, ours) ->
        assertThat(SchemaWidth.narrower(CrdFiles.schemaOf(theirs), CrdFiles.schemaOf(ours)))
            .isEmpty());
  }

  /** Whatever is added deserves a thought and a line here. */
  @TestFactory
  Stream<DynamicTest> addOnlyTheRecordOfTheRun() {
    return pairs((theirs, ours) ->
        assertThat(SchemaWidth.additions(CrdFiles.schemaOf(theirs), CrdFiles.schemaOf(ours)))
            .isEqualTo(kind(ours).equals("Canary") ? List.of("/status/run") : List.of()));
  }

  /**
   * Names, versions, columns, subresources and the annotation that keeps them when Helm uninstalls.
   */
  @TestFactory
  Stream<DynamicTest> agreeOutsideOfTheSchema() {
    return pairs(
        (theirs, ours) -> assertThat(withoutSchema(ours)).isEqualTo(withoutSchema(theirs)));
  }

  @Test
  void keepWhateverTheRecordOfTheRunConsistsOf() {
    var run = CrdFiles.schema("Canary").at("/properties/status/properties/run");

    assertThat(run.path("type").asText()).isEqualTo("object");
    assertThat(run.path("x-kubernetes-preserve-unknown-fields").asBoolean()).isTrue();
    assertThat(run.path("description").asText()).isNotEmpty();
  }

  @Test
  void areThreeFilesNamedAsUsual() {
    assertThat(Yaml.files(CrdFiles.FOLDER))
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "flagger.app_alertproviders.yaml",
            "flagger.app_canaries.yaml",
            "flagger.app_metrictemplates.yaml");
  }

  private static Stream<DynamicTest> pairs(BiConsumer<ObjectNode, ObjectNode> comparison) {
    var theirs = Yaml.objects(Shared.folder("crds/flagger/crd.yaml"));
    assertThat(theirs).hasSize(3);
    return theirs.stream()
        .map(ObjectNode.class::cast)
        .map(their ->
            dynamicTest(
                kind(their),
                () -> {
                  var ours =
                      CrdFiles.ours().stream()
                          .filter(our -> kind(our).equals(kind(their)))
                          .toList();
                  assertThat(ours).hasSize(1);
                  comparison.accept(their, ours.getFirst());
                }));
  }

  private static String kind(ObjectNode crd) {
    return crd.path("spec").path("names").path("kind").asText();
  }

  private static ObjectNode withoutSchema(ObjectNode crd) {
    var copy = crd.deepCopy();
    ((ObjectNode) copy.path("spec").path("versions").path(0)).remove("schema");
    return copy;
  }
}
