package io.guidon.core.workload;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The {@code checksum} in the payload of hooks (spec/webhooks.md §4). */
public final class HookChecksum {
  private HookChecksum() {}

  /**
   * The checksum of a status.
   *
   * @param trackedConfigs {@code status.trackedConfigs}; absent and empty differ
   * @param lastAppliedSpec {@code status.lastAppliedSpec}, possibly empty
   */
  public static String of(Optional<Map<String, String>> trackedConfigs, String lastAppliedSpec) {
    return ShortHash.of(
        "(struct { TrackedConfigs *map[string]string; LastAppliedSpec string })"
            + "{TrackedConfigs:(*map[string]string)"
            + trackedConfigs.map(HookChecksum::listed).orElse("<nil>")
            + " LastAppliedSpec:(string)"
            + lastAppliedSpec
            + "}");
  }

  private static String listed(Map<String, String> configs) {
    return configs.keySet().stream()
        .sorted(GoDump.BYTE_ORDER)
        .map(key -> key + ":" + configs.get(key))
        .collect(Collectors.joining(" ", "map[", "]"));
  }
}
