package io.guidon.sim.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;

class StructsTest {

  private static final Structs DEPLOYMENT = Structs.of("apps/v1", "Deployment").orElseThrow();

  @Test
  void takesOutWhatTheKindDoesNotHave() {
    var tree =
        tree(
            "spec: {replicas: 1, replica: 2, template: {spec: {containers: [{nam: x, name: y}]}}}");

    assertThat(DEPLOYMENT.prune(tree))
        .containsExactly("spec.replica", "spec.template.spec.containers[0].nam");
    assertThat(tree)
        .isEqualTo(tree("spec: {replicas: 1, template: {spec: {containers: [{name: y}]}}}"));
  }

  @Test
  void keepsWhateverIsInAMap() {
    var tree = tree("metadata: {annotations: {any: thing}}");

    assertThat(DEPLOYMENT.prune(tree)).isEmpty();
    assertThat(tree).isEqualTo(tree("metadata: {annotations: {any: thing}}"));
  }

  @Test
  void writesQuantitiesInOneForm() {
    var tree =
        tree("spec: {template: {spec: {containers: [{resources: {limits: {cpu: 1000m}}}]}}}");

    DEPLOYMENT.prune(tree);

    assertThat(tree)
        .isEqualTo(
            tree("spec: {template: {spec: {containers: [{resources: {limits: {cpu: '1'}}}]}}}"));
  }

  @Test
  void namesTheInnermostStructOfAValueOfTheWrongType() {
    assertThat(DEPLOYMENT.unreadable(tree("spec: {template: {spec: {containers: [{image: 1}]}}}")))
        .contains(
            "json: cannot unmarshal number into Go struct field"
                + " Container.spec.template.spec.containers.image of type string");
  }

  @Test
  void namesTheMapOfAValueOfTheWrongType() {
    assertThat(DEPLOYMENT.unreadable(tree("metadata: {labels: {a: true}}")))
        .contains(
            "json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type"
                + " string");
  }

  @Test
  void readsNullAsNothing() {
    assertThat(DEPLOYMENT.unreadable(tree("spec: {replicas: null, template: null}"))).isEmpty();
  }

  @Test
  void knowsNothingOfCustomResources() {
    assertThat(Structs.of("flagger.app/v1beta1", "Canary")).isEmpty();
  }

  private static ObjectNode tree(String yaml) {
    try {
      return (ObjectNode) new YAMLMapper().readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }
}
