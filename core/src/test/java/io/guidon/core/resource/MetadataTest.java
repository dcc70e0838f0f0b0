package io.guidon.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetadataTest {

  @Test
  void isReadOffAnObject() {
    var tree =
        Yaml.object(
            """
            metadata:
              name: podinfo
              namespace: test
              uid: 702edf0b-e636-4ae0-a5b3-9e8442eaa09b
              resourceVersion: "687"
              generation: 3
              labels: {b: "2", a: "1"}
              annotations: {note: from-user}
              finalizers: [one, two]
              deletionTimestamp: "2026-01-02T03:04:05Z"
            """);

    var metadata = Metadata.of(tree);

    assertThat(metadata)
        .isEqualTo(
            new Metadata(
                "podinfo",
                "test",
                "702edf0b-e636-4ae0-a5b3-9e8442eaa09b",
                "687",
                3,
                Map.of("a", "1", "b", "2"),
                Map.of("note", "from-user"),
                List.of("one", "two"),
                Optional.of(Instant.parse("2026-01-02T03:04:05Z"))));
    assertThat(metadata.labels()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(metadata.isBeingDeleted()).isTrue();
  }

  @Test
  void keepsItsLabelsInTheOrderOfTheKeys() {
    var tree =
        Yaml.object(
            "metadata: {labels: {version: a, team: b, app.kubernetes.io/name: c, tier: d, stage: e, app: f}}");

    assertThat(Metadata.of(tree).labels().keySet())
        .containsExactly("app", "app.kubernetes.io/name", "stage", "team", "tier", "version");
  }

  @Test
  void isEmptyWhereTheObjectHasNone() {
    var metadata = Metadata.of(Yaml.object("kind: Canary"));

    assertThat(metadata)
        .isEqualTo(
            new Metadata("", "", "", "", 0, Map.of(), Map.of(), List.of(), Optional.empty()));
    assertThat(metadata.isBeingDeleted()).isFalse();
  }

  @Test
  void leavesOutWhatHasTheWrongForm() {
    var tree =
        Yaml.object(
            """
            metadata:
              name: [podinfo]
              labels: {good: a, bad: {x: y}}
              annotations: none
              finalizers: [good, 7]
              deletionTimestamp: tomorrow
            """);

    var metadata = Metadata.of(tree);

    assertThat(metadata.name()).isEmpty();
    assertThat(metadata.labels()).containsExactly(Map.entry("good", "a"));
    assertThat(metadata.annotations()).isEmpty();
    assertThat(metadata.finalizers()).containsExactly("good");
    assertThat(metadata.deletionTimestamp()).isEmpty();
  }
}
