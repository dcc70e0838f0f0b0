package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Lists: selectors, pages and versions. */
@OnEachServer
final class ListTest {

  @AutoClose private final Api api;
  private final Endpoint configMaps;

  ListTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    configMaps = api.configMaps();
  }

  @Test
  void aListIsOrderedByName() {
    create("b", "c", "a");

    var list = configMaps.list().ok();

    assertThat(Trees.names(list)).containsExactly("a", "b", "c");
    assertThat(list.get("kind").asText()).isEqualTo("ConfigMapList");
    assertThat(list.get("apiVersion").asText()).isEqualTo("v1");
  }

  @Test
  void elementsSayNotWhatTheyAre() {
    create("a");

    var element = configMaps.list().ok().at("/items/0");

    assertThat(element.has("kind")).isFalse();
    assertThat(element.has("apiVersion")).isFalse();
  }

  @Test
  void elementsOfCustomResourcesSayWhatTheyAre() {
    var widgets = api.widgets(Samples.OPEN);
    widgets.create("metadata: {name: a}").created();

    var element = widgets.list().ok().at("/items/0");

    assertThat(element.path("kind").asText()).isEqualTo("Widget");
  }

  @Test
  void anEmptyListHasAnEmptyArray() {
    assertThat(configMaps.list().ok().get("items")).isEqualTo(Trees.tree("[]"));
  }

  @Test
  void labelsSelectByEquality() {
    labelled();

    assertThat(selected("app=x")).containsExactly("a", "b");
    assertThat(selected("app==x,tier=front")).containsExactly("a");
    assertThat(selected("app!=x")).containsExactly("c", "d");
  }

  @Test
  void labelsSelectBySets() {
    labelled();

    assertThat(selected("app in (x, y)")).containsExactly("a", "b", "c");
    assertThat(selected("app notin (x)")).containsExactly("c", "d");
    assertThat(selected("tier")).containsExactly("a", "b");
    assertThat(selected("!tier")).containsExactly("c", "d");
  }

  @Test
  void aSelectorThatCannotBeReadIsRefused() {
    configMaps
        .list("labelSelector=app in x")
        .refused(400, "BadRequest", "unable to parse requirement: found 'x' expected: '('");
  }

  @Test
  void fieldsSelectByName() {
    create("a", "b");

    assertThat(Trees.names(configMaps.list("fieldSelector=metadata.name=b").ok()))
        .containsExactly("b");
    assertThat(Trees.names(configMaps.list("fieldSelector=metadata.name!=b").ok()))
        .containsExactly("a");
  }

  @Test
  void fieldsSelectByNamespaceInAllNamespaces() {
    create("a");

    var list =
        api.clusterWide("v1", "configmaps", "ConfigMap")
            .list("fieldSelector=metadata.namespace=" + api.namespace());

    assertThat(Trees.names(list.ok())).containsExactly("a");
  }

  @Test
  void otherFieldsDoNotSelect() {
    configMaps
        .list("fieldSelector=data.x=1")
        .refused(
            400,
            "BadRequest",
            "\"data.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
  }

  @Test
  void podsSelectByPhase() {
    api.pods().create("{metadata: {name: a}, spec: {containers: [{name: c, image: i}]}}").created();

    assertThat(Trees.names(api.pods().list("fieldSelector=status.phase=Pending").ok()))
        .containsExactly("a");
    assertThat(Trees.names(api.pods().list("fieldSelector=status.phase=Running").ok())).isEmpty();
  }

  @Test
  void pagesFollowEachOther() {
    create("a", "b", "c");

    var first = configMaps.list("limit=2").ok();
    var second =
        configMaps.list("limit=2", "continue=" + first.at("/metadata/continue").asText()).ok();

    assertThat(Trees.names(first)).containsExactly("a", "b");
    assertThat(first.at("/metadata/remainingItemCount").asInt()).isEqualTo(1);
    assertThat(Trees.names(second)).containsExactly("c");
    assertThat(second.at("/metadata").has("continue")).isFalse();
  }

  @Test
  void pagesShowOneMoment() {
    create("a", "b", "c");
    var first = configMaps.list("limit=1").ok();
    configMaps.delete("c").ok();
    create("d");

    var rest = configMaps.list("continue=" + first.at("/metadata/continue").asText()).ok();

    assertThat(Trees.names(rest)).containsExactly("b", "c");
    assertThat(rest.at("/metadata/resourceVersion"))
        .isEqualTo(first.at("/metadata/resourceVersion"));
  }

  @Test
  void aPageWithASelectorDoesNotCountTheRest() {
    labelled();

    var first = configMaps.list("limit=1", "labelSelector=app").ok();

    assertThat(first.at("/metadata").has("remainingItemCount")).isFalse();
    assertThat(first.at("/metadata").has("continue")).isTrue();
  }

  @Test
  void aContinuationThatCannotBeReadIsRefused() {
    var refused = configMaps.list("continue=nonsense");

    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused.text("/reason")).isEqualTo("BadRequest");
    assertThat(refused.text("/message"))
        .startsWith("invalid continue token: continue key is not valid: ");
  }

  @Test
  void aContinuationTakesNoVersion() {
    create("a", "b");
    var first = configMaps.list("limit=1").ok();

    configMaps
        .list("resourceVersion=1", "continue=" + first.at("/metadata/continue").asText())
        .refused(
            400, "BadRequest", "specifying resource version is not allowed when using continue");
  }

  @Test
  void aListIsAsNewAsTheLastWrite() {
    var written = configMaps.create("metadata: {name: a}").created();

    var list = configMaps.list().ok();

    assertThat(version(list)).isGreaterThanOrEqualTo(version(written));
  }

  @Test
  void aVersionAsksForNothingOlder() {
    var written = configMaps.create("metadata: {name: a}").created();

    var list = configMaps.list("resourceVersion=" + version(written)).ok();

    assertThat(Trees.names(list)).containsExactly("a");
    assertThat(version(list)).isGreaterThanOrEqualTo(version(written));
  }

  @Test
  void anExactVersionShowsThePast() {
    var first = configMaps.create("metadata: {name: a}").created();
    create("b");

    var list =
        configMaps.list("resourceVersion=" + version(first), "resourceVersionMatch=Exact").ok();

    assertThat(Trees.names(list)).containsExactly("a");
    assertThat(version(list)).isEqualTo(version(first));
  }

  @Test
  void aVersionOfTheFutureIsTooLarge() {
    var refused = configMaps.list("resourceVersion=999999999");

    assertThat(refused.code()).isEqualTo(504);
    assertThat(refused.text("/reason")).isEqualTo("Timeout");
    assertThat(refused.text("/message"))
        .startsWith("Timeout: Too large resource version: 999999999, current: ");
    assertThat(refused.at("/details/causes/0/reason").asText())
        .isEqualTo("ResourceVersionTooLarge");
  }

  @Test
  void aVersionMustBeANumber() {
    configMaps
        .list("resourceVersion=new")
        .refused(
            400,
            "BadRequest",
            "invalid resource version: resourceVersion: Invalid value: \"new\": strconv.ParseUint:"
                + " parsing \"new\": invalid syntax");
  }

  @Test
  void aMatchNeedsAVersion() {
    configMaps
        .list("resourceVersionMatch=Exact")
        .invalid(
            "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden:"
                + " resourceVersionMatch is forbidden unless resourceVersion is provided");
  }

  @Test
  void anExactMatchOfZeroIsForbidden() {
    configMaps
        .list("resourceVersion=0", "resourceVersionMatch=Exact")
        .invalid(
            "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden:"
                + " resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
  }

  @Test
  void anUnknownMatchIsUnsupported() {
    configMaps
        .list("resourceVersion=5", "resourceVersionMatch=Nearly")
        .invalid(
            "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Unsupported value:"
                + " \"Nearly\": supported values: \"Exact\", \"NotOlderThan\", \"\"");
  }

  @Test
  void allNamespacesAreListedTogether() {
    create("a");

    var everywhere = api.clusterWide("v1", "configmaps", "ConfigMap").list().ok();

    assertThat(Trees.texts(everywhere.get("items"), "/metadata/namespace"))
        .contains(api.namespace());
  }

  private void create(String... names) {
    for (var name : names) {
      configMaps.create("metadata: {name: %s}".formatted(name)).created();
    }
  }

  private void labelled() {
    configMaps.create("metadata: {name: a, labels: {app: x, tier: front}}").created();
    configMaps.create("metadata: {name: b, labels: {app: x, tier: back}}").created();
    configMaps.create("metadata: {name: c, labels: {app: y}}").created();
    configMaps.create("metadata: {name: d}").created();
  }

  private List<String> selected(String labels) {
    return Trees.names(configMaps.list("labelSelector=" + labels).ok());
  }

  private static long version(JsonNode object) {
    return object.at("/metadata/resourceVersion").asLong();
  }
}
