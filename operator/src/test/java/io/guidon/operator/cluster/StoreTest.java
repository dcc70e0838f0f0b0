package io.guidon.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreTest {
  private static final ObjectRef APP = Kinds.SERVICES.ref("test", "app");

  private final List<ObjectRef> changes = new ArrayList<>();
  private final Store store = new Store(Kinds.SERVICES, changes::add);

  @Test
  void comparesVersionsAsNumbers() {
    store.put(app("u1", "100"));

    store.put(app("u1", "99"));

    assertThat(version()).isEqualTo("100");
    assertThat(changes).hasSize(1);
  }

  @Test
  void doesNotDropWhatIsNewerThanTheList() {
    store.put(app("u1", "100"));

    store.retain(Set.of(), new Version("99"));
    assertThat(version()).isEqualTo("100");

    store.retain(Set.of(), new Version("100"));
    assertThat(store.get(APP)).isEmpty();
  }

  @Test
  void keepsTheNewObjectWhenTheDeletionOfTheOldOneArrivesLate() {
    store.put(app("u2", "20"));

    store.deleted(app("u1", "15"));

    assertThat(version()).isEqualTo("20");
  }

  @Test
  void doesNotBringBackADeletedObjectOfTheSameUid() {
    store.put(app("u1", "10"));
    store.deleted(APP, "u1");

    store.put(app("u1", "12"));
    assertThat(store.get(APP)).isEmpty();

    store.put(app("u2", "13"));
    assertThat(version()).isEqualTo("13");
  }

  @Test
  void takesBackAnObjectThatOnlyLeftTheSelection() {
    store.put(app("u1", "10"));
    store.deleted(app("u1", "11"));

    store.put(app("u1", "12"));

    assertThat(version()).isEqualTo("12");
  }

  @Test
  void givesEachReaderATreeOfItsOwn() {
    store.put(app("u1", "10"));

    store.get(APP).orElseThrow().remove("metadata");

    assertThat(version()).isEqualTo("10");
  }

  @Test
  void dropsTheFieldsOfForeignManagersButNotOfPrimaries() {
    var managed =
        "{\"metadata\":{\"name\":\"%s\",\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":\"{}\"},\"managedFields\":[{\"manager\":\"kubectl\",\"fieldsV1\":{}},{\"manager\":\"guidon-scale\",\"fieldsV1\":{}},{\"manager\":\"flagger\",\"fieldsV1\":{}}]}}";

    var target = Trimming.trim(Kinds.DEPLOYMENTS, tree(managed.formatted("app")));
    var primary = Trimming.trim(Kinds.DEPLOYMENTS, tree(managed.formatted("app-primary")));

    assertThat(target.at("/metadata/managedFields/0").has("fieldsV1")).isFalse();
    assertThat(target.at("/metadata/managedFields/1").has("fieldsV1")).isTrue();
    assertThat(target.at("/metadata/managedFields/2").has("fieldsV1")).isTrue();
    assertThat(target.at("/metadata/annotations")).isEmpty();
    assertThat(primary.at("/metadata/managedFields/0").has("fieldsV1")).isTrue();
  }

  private String version() {
    return store.get(APP).orElseThrow().at("/metadata/resourceVersion").asText();
  }

  private static ObjectNode app(String uid, String version) {
    return tree(
        "{\"metadata\":{\"namespace\":\"test\",\"name\":\"app\",\"uid\":\"%s\",\"resourceVersion\":\"%s\"}}"
            .formatted(uid, version));
  }

  private static ObjectNode tree(String json) {
    try {
      return Json.parse(json);
    } catch (java.io.IOException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }
}
