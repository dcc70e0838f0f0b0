package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the API server merges the parts of Kubernetes' own kinds: lists by keys, as sets, or as
 * wholes, and some maps as wholes ({@code x-kubernetes-list-type} and {@code x-kubernetes-map-type}
 * in its OpenAPI). Lists of custom resources count as wholes, but for those of the metadata.
 */
final class MergeRules {
  private static final Map<String, List<String>> METADATA =
      Map.of("ownerReferences", List.of("uid"));

  private static final Map<String, List<String>> WORKLOADS =
      Map.ofEntries(
          Map.entry("containers", List.of("name")),
          Map.entry("initContainers", List.of("name")),
          Map.entry("ephemeralContainers", List.of("name")),
          Map.entry("env", List.of("name")),
          Map.entry("volumes", List.of("name")),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("volumeDevices", List.of("devicePath")),
          Map.entry("ports", List.of("containerPort", "protocol")),
          Map.entry("claims", List.of("name")),
          Map.entry("resourceClaims", List.of("name")),
          Map.entry("imagePullSecrets", List.of("name")),
          Map.entry("hostAliases", List.of("ip")),
          Map.entry("schedulingGates", List.of("name")),
          Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
          Map.entry("conditions", List.of("type")));

  private static final Map<String, List<String>> SERVICES =
      Map.of("ports", List.of("port", "protocol"), "conditions", List.of("type"));

  private static final Set<String> SETS = Set.of("finalizers");

  /** Maps that have one owner; another's key in them is a change of ours. */
  private static final Set<String> WHOLE_MAPS = Set.of("selector", "nodeSelector", "labelSelector");

  private final Map<String, List<String>> keys;

  private MergeRules(Map<String, List<String>> keys) {
    this.keys = keys;
  }

  static MergeRules of(String kind) {
    return new MergeRules(
        switch (kind) {
          case "Deployment", "DaemonSet" -> WORKLOADS;
          case "Service" -> SERVICES;
          default -> Map.of();
        });
  }

  /**
   * The members that identify an element of the list in the field {@code list}; empty if it is no
   * such list.
   */
  Optional<List<String>> of(List<String> path) {
    var list = path.getLast();
    var table = path.getFirst().equals("metadata") ? METADATA : keys;
    return Optional.ofNullable(table.get(list));
  }

  /** Whether the map in the field is written and compared as a whole. */
  boolean isWhole(List<String> path) {
    return !keys.isEmpty() && !path.isEmpty() && WHOLE_MAPS.contains(path.getLast());
  }

  /** Whether the list in the field is a set of texts. */
  static boolean isSet(List<String> path) {
    return path.getFirst().equals("metadata") && SETS.contains(path.getLast());
  }

  /** Whether two elements are the same one; a protocol that is not given is TCP. */
  static boolean sameElement(List<String> keys, JsonNode one, JsonNode other) {
    return keys.stream().allMatch(key -> CanonicalJson.same(key(one, key), key(other, key)));
  }

  private static JsonNode key(JsonNode element, String key) {
    return key.equals("protocol") && !element.has(key)
        ? TextNode.valueOf("TCP")
        : element.path(key);
  }
}
