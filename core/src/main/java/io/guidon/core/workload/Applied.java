package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Compares live objects with server-side-apply configurations, so that nothing is applied in vain
 * (design.md R5, R6).
 */
public final class Applied {
  /** What changes by itself or only fences a write. */
  private static final List<List<String>> NOT_COMPARED =
      List.of(
          List.of("metadata", "resourceVersion"),
          List.of("metadata", "managedFields"),
          List.of("apiVersion"),
          List.of("kind"));

  private final MergeRules rules;

  private Applied(MergeRules rules) {
    this.rules = rules;
  }

  /**
   * Whether applying {@code configuration} would change nothing: each of its fields is in {@code
   * live} with an equal value, and nothing that we applied before is missing from it. The second
   * half needs {@code metadata.managedFields}; without them it counts as true. Lists are merged as
   * the API server merges them (lists of custom resources are compared as wholes); quantities and
   * numbers-or-texts are equal when they are written alike. A Service has these ports and no
   * others, whoever added them.
   */
  public static boolean covers(JsonNode live, JsonNode configuration) {
    var comparison = new Applied(MergeRules.of(configuration.path("kind").asText()));
    return comparison.contains(live, configuration, List.of())
        && hasOnlyThePortsOf(configuration, live)
        && OwnedFields.of(live).stream()
            .allMatch(fields -> OwnedFields.within(fields, configuration));
  }

  private static boolean hasOnlyThePortsOf(JsonNode configuration, JsonNode live) {
    var wanted = configuration.path("spec").path("ports");
    return !configuration.path("kind").asText().equals("Service")
        || wanted.isMissingNode()
        || all(
            live.path("spec").path("ports"),
            port ->
                any(
                    wanted,
                    other ->
                        UsersPorts.sameNumber(port, other)
                            && port.path("appProtocol").equals(other.path("appProtocol"))));
  }

  /**
   * The other writers that own fields of the object, or have scaled it, in alphabetical order; who
   * reports on it in its status does not count.
   */
  public static List<String> otherManagers(JsonNode live) {
    var managers = new TreeSet<String>();
    for (var entry : live.path("metadata").path("managedFields")) {
      var manager = entry.path("manager").asText();
      if (!entry.path("subresource").asText().equals("status")
          && !manager.startsWith(OwnedFields.MANAGER)) {
        managers.add(manager);
      }
    }
    return List.copyOf(managers);
  }

  private boolean contains(JsonNode live, JsonNode wanted, List<String> path) {
    if (NOT_COMPARED.contains(path)) {
      return true;
    }
    if (wanted.isNull()) {
      return live.isMissingNode() || live.isNull();
    }
    if (wanted instanceof ObjectNode object && !rules.isWhole(path)) {
      return live.isObject()
          && object.properties().stream()
              .allMatch(member ->
                  contains(
                      live.path(member.getKey()), member.getValue(), below(path, member.getKey())));
    }
    if (wanted.isArray() && live.isArray()) {
      return containsList(live, wanted, path);
    }
    return CanonicalJson.same(live, wanted);
  }

  private boolean containsList(JsonNode live, JsonNode wanted, List<String> path) {
    if (MergeRules.isSet(path)) {
      return all(wanted, value -> any(live, other -> CanonicalJson.same(other, value)));
    }
    return rules
        .of(path)
        .map(names ->
            all(
                wanted,
                element ->
                    any(
                        live,
                        other ->
                            MergeRules.sameElement(names, other, element)
                                && contains(other, element, path))))
        .orElseGet(() -> CanonicalJson.same(live, wanted));
  }

  private static boolean all(JsonNode list, Predicate<JsonNode> condition) {
    return StreamSupport.stream(list.spliterator(), false).allMatch(condition);
  }

  private static boolean any(JsonNode list, Predicate<JsonNode> condition) {
    return StreamSupport.stream(list.spliterator(), false).anyMatch(condition);
  }

  private static List<String> below(List<String> path, String name) {
    var longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
