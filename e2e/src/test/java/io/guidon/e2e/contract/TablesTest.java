package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Answers in other forms than the object itself. */
@OnEachServer
final class TablesTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;
  private final Endpoint deployments;

  TablesTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    configMaps = api.configMaps();
    deployments = api.deployments();
  }

  private static final String TABLE =
      "application/json;as=Table;g=meta.k8s.io;v=v1,application/json";
  private static final String METADATA =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
  private static final String METADATA_LIST =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

  @Test
  void aListIsATable() {
    configMaps.create("{metadata: {name: a}, data: {x: '1', y: '2'}}").created();

    var table = configMaps.accepting(TABLE).list().ok();

    assertThat(table.get("kind").asText()).isEqualTo("Table");
    assertThat(table.get("apiVersion").asText()).isEqualTo("meta.k8s.io/v1");
    assertThat(Trees.texts(table.get("columnDefinitions"), "/name"))
        .containsExactly("Name", "Data", "Age");
    assertThat(table.at("/rows/0/cells/0").asText()).isEqualTo("a");
    assertThat(table.at("/rows/0/cells/1").asInt()).isEqualTo(2);
  }

  @Test
  void aRowCarriesTheMetadata() {
    configMaps.create("{metadata: {name: a, labels: {k: v}}, data: {x: '1'}}").created();

    var object = configMaps.accepting(TABLE).list().at("/rows/0/object");

    assertThat(object.get("kind").asText()).isEqualTo("PartialObjectMetadata");
    assertThat(object.at("/metadata/labels/k").asText()).isEqualTo("v");
    assertThat(object.has("data")).isFalse();
  }

  @Test
  void aRowCarriesTheObjectIfAsked() {
    configMaps.create("{metadata: {name: a}, data: {x: '1'}}").created();

    var table = configMaps.accepting(TABLE).list("includeObject=Object").ok();

    assertThat(table.at("/rows/0/object/data/x").asText()).isEqualTo("1");
  }

  @Test
  void oneObjectIsATableOfOneRow() {
    deployments.create(Samples.deployment("a")).created();

    var table = deployments.accepting(TABLE).get("a").ok();

    assertThat(Trees.texts(table.get("columnDefinitions"), "/name"))
        .containsExactly(
            "Name", "Ready", "Up-to-date", "Available", "Age", "Containers", "Images", "Selector");
    assertThat(table.at("/rows/0/cells/1").asText()).isEqualTo("0/1");
  }

  @Test
  void columnsOfACustomResourceAreThoseOfItsDefinition() {
    var widgets =
        api.widgets(
            Samples.OPEN
                + """

                additionalPrinterColumns:
                - {name: Weight, type: integer, jsonPath: .spec.weight}
                - {name: Mode, type: string, jsonPath: .spec.mode, priority: 1}
                """);
    widgets.create("{metadata: {name: a}, spec: {weight: 5}}").created();

    var table = widgets.accepting(TABLE).list().ok();

    assertThat(Trees.texts(table.get("columnDefinitions"), "/name"))
        .containsExactly("Name", "Weight", "Mode");
    assertThat(table.at("/columnDefinitions/2/priority").asInt()).isEqualTo(1);
    assertThat(table.at("/rows/0/cells")).isEqualTo(Trees.tree("[a, 5, null]"));
  }

  @Test
  void aCustomResourceWithoutColumnsShowsNameAndAge() {
    var widgets = api.widgets(Samples.OPEN);
    widgets.create("metadata: {name: a}").created();

    var table = widgets.accepting(TABLE).list().ok();

    assertThat(Trees.texts(table.get("columnDefinitions"), "/name")).containsExactly("Name", "Age");
  }

  @Test
  void aTableIsPaged() {
    configMaps.create("metadata: {name: a}").created();
    configMaps.create("metadata: {name: b}").created();

    var table = configMaps.accepting(TABLE).list("limit=1").ok();

    assertThat(table.get("rows")).hasSize(1);
    assertThat(table.at("/metadata/remainingItemCount").asInt()).isEqualTo(1);
  }

  @Test
  void metadataIsGivenAlone() {
    configMaps.create("{metadata: {name: a}, data: {x: '1'}}").created();

    var partial = configMaps.accepting(METADATA).get("a").ok();

    assertThat(partial.get("kind").asText()).isEqualTo("PartialObjectMetadata");
    assertThat(partial.get("apiVersion").asText()).isEqualTo("meta.k8s.io/v1");
    assertThat(partial.at("/metadata/name").asText()).isEqualTo("a");
    assertThat(partial.has("data")).isFalse();
  }

  @Test
  void metadataIsListedAlone() {
    configMaps.create("{metadata: {name: a}, data: {x: '1'}}").created();

    var partial = configMaps.accepting(METADATA_LIST).list().ok();

    assertThat(partial.get("kind").asText()).isEqualTo("PartialObjectMetadataList");
    assertThat(Trees.names(partial)).containsExactly("a");
    assertThat(partial.at("/items/0/kind").asText()).isEqualTo("PartialObjectMetadata");
    assertThat(partial.at("/items/0").has("data")).isFalse();
  }

  @Test
  void metadataIsWatchedAlone() {
    configMaps.create("{metadata: {name: a}, data: {x: '1'}}").created();

    try (var watch = configMaps.accepting(METADATA).watch()) {
      var event = watch.next();

      assertThat(event.brief()).isEqualTo("ADDED a");
      assertThat(event.object().get("kind").asText()).isEqualTo("PartialObjectMetadata");
      assertThat(event.object().has("data")).isFalse();
    }
  }

  @Test
  void aTableIsWatchedInRows() {
    configMaps.create("metadata: {name: a}").created();

    try (var watch = configMaps.accepting(TABLE).watch()) {
      var event = watch.next();

      assertThat(event.type()).isEqualTo("ADDED");
      assertThat(event.object().get("kind").asText()).isEqualTo("Table");
      assertThat(event.object().at("/rows/0/cells/0").asText()).isEqualTo("a");
    }
  }

  @Test
  void anUnknownFormIsNotAcceptable() {
    configMaps
        .accepting("text/html")
        .list()
        .refused(
            406,
            "NotAcceptable",
            "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml,"
                + " application/vnd.kubernetes.protobuf, application/json;stream=watch,"
                + " application/vnd.kubernetes.protobuf;stream=watch");
  }
}
