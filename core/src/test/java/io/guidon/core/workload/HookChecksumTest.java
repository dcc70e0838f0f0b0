package io.guidon.core.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples of spec/webhooks.md §4 and spec/workloads.md §10.2. */
class HookChecksumTest {

  @Test
  void namesThePairOfConfigsAndRevision() {
    assertThat(
            HookChecksum.of(
                Optional.of(
                    Map.of(
                        "secret/x y", "q\"uote",
                        "configmap/b", "2",
                        "configmap/a", "484637c76acaa7c6")),
                "5f56684589"))
        .isEqualTo("78bcc695dc");
    assertThat(
            HookChecksum.of(
                Optional.of(Map.of("test-config-map", "484637c76acaa7c6")), "4cb74184589"))
        .isEqualTo("569bdb7cb9");
  }

  @Test
  void tellsAbsentConfigsFromNone() {
    assertThat(HookChecksum.of(Optional.empty(), "4cb74184589")).isEqualTo("7c9d467496");
    assertThat(HookChecksum.of(Optional.empty(), "")).isEqualTo("758df7c9fc");
    assertThat(HookChecksum.of(Optional.of(Map.of()), "")).isEqualTo("68bf6f479b");
    assertThat(HookChecksum.of(Optional.of(Map.of()), "5f56684589")).isEqualTo("557d867f8b");
  }

  @Test
  void usesTheShortHashOfTheTextsThatTheSpecNames() {
    assertThat(ShortHash.of("(string)podinfo-00001")).isEqualTo("5498f4fcd6");
    assertThat(ShortHash.of("(string)podinfo-00002")).isEqualTo("547d5765b7");
  }
}
