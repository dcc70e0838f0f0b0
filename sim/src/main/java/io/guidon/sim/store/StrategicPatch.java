package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A strategic merge patch: a merge patch that knows by which field the items of some lists are told
 * apart (kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch).
 */
final class StrategicPatch {

  private static final Set<String> DIRECTIVES = Set.of("", "merge", "replace", "delete");
  private static final String DIRECTIVE = "$patch";
  private static final String DELETE_ITEMS = "$deleteFromPrimitiveList/";
  private static final String ORDER = "$setElementOrder/";
  private static final String RETAIN = "$retainKeys";

  /** By which field the items of a list are told apart, by the name of the list. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("containers", "name"),
          Map.entry("initContainers", "name"),
          Map.entry("ephemeralContainers", "name"),
          Map.entry("env", "name"),
          Map.entry("volumes", "name"),
          Map.entry("volumeMounts", "mountPath"),
          Map.entry("volumeDevices", "devicePath"),
          Map.entry("imagePullSecrets", "name"),
          Map.entry("hostAliases", "ip"),
          Map.entry("topologySpreadConstraints", "topologyKey"),
          Map.entry("schedulingGates", "name"),
          Map.entry("conditions", "type"),
          Map.entry("ownerReferences", "uid"),
          Map.entry("addresses", "type"),
          Map.entry("secrets", "name"));

  /** Maps of texts, whether they are there yet or not. */
  private static final Set<String> MAPS = Set.of("labels", "annotations", "matchLabels", "data");

  /** Lists of plain values that are merged. */
  private static final Set<String> SETS = Set.of("finalizers", "podCIDRs");

  private final ObjectNode whole;

  private StrategicPatch(ObjectNode whole) {
    this.whole = whole;
  }

  /** A copy of {@code target} with {@code patch} laid over it. */
  static ObjectNode apply(ObjectNode target, ObjectNode patch) {
    return new StrategicPatch(patch).object(Trees.copy(target), patch);
  }

  private ObjectNode object(ObjectNode target, ObjectNode patch) {
    String directive = directive(patch);
    if (directive.equals("replace")) {
      var replacement = Trees.copy(patch);
      replacement.remove(DIRECTIVE);
      return replacement;
    }
    if (directive.equals("delete")) {
      return Trees.object();
    }
    retain(target, patch);
    // First, so that the order of a list is told by what stays in it.
    for (var change : patch.properties()) {
      if (change.getKey().startsWith(DELETE_ITEMS)) {
        deleteItems(target, change.getKey().substring(DELETE_ITEMS.length()), change.getValue());
      }
    }
    for (var change : patch.properties()) {
      field(target, change.getKey(), change.getValue(), patch);
    }
    return target;
  }

  private static String directive(ObjectNode patch) {
    String directive = Trees.text(patch, DIRECTIVE);
    if (!DIRECTIVES.contains(directive)) {
      throw NotAccepted.internal(
          "unknown patch type: " + directive + " in map: " + GoText.of(patch));
    }
    return directive;
  }

  private static void retain(ObjectNode target, ObjectNode patch) {
    if (!patch.has(RETAIN)) {
      return;
    }
    var kept = Trees.texts(patch, RETAIN);
    for (var change : patch.properties()) {
      boolean isSet = !change.getKey().startsWith("$") && !change.getValue().isNull();
      if (isSet && !kept.contains(change.getKey())) {
        throw NotAccepted.badRequest("invalid patch format of retainKeys");
      }
    }
    target.retain(kept);
  }

  private void field(ObjectNode target, String name, JsonNode change, ObjectNode patch) {
    if (name.startsWith(ORDER)) {
      String list = name.substring(ORDER.length());
      if (!patch.has(list)) {
        field(target, list, Trees.array(), patch);
      }
    } else if (name.startsWith("$")) {
      return;
    } else if (change.isNull()) {
      target.remove(name);
    } else if (change instanceof ObjectNode object) {
      if (target.get(name) instanceof ArrayNode) {
        throw unreadable("cannot restore slice from map");
      }
      var below = target.get(name) instanceof ObjectNode existing ? existing : Trees.object();
      target.set(name, object(below, object));
    } else if (change instanceof ArrayNode list) {
      if (target.get(name) instanceof ObjectNode || MAPS.contains(name)) {
        throw unreadable("cannot restore map from slice");
      }
      var before = target.get(name) instanceof ArrayNode existing ? existing : Trees.array();
      target.set(name, list(name, before, list, patch.path(ORDER + name)));
    } else {
      target.set(name, Trees.copyOf(change));
    }
  }

  private NotAccepted unreadable(String why) {
    return NotAccepted.unreadable(GoText.of(whole), why);
  }

  private ArrayNode list(String name, ArrayNode before, ArrayNode change, JsonNode order) {
    var key = key(name, before, change);
    if (key.isEmpty()) {
      return (ArrayNode) Trees.copyOf(change);
    }
    if (isReplacement(change)) {
      var replacement = Trees.array();
      change.forEach(item -> {
        if (!item.has(DIRECTIVE)) {
          replacement.add(Trees.copyOf(item));
        }
      });
      return replacement;
    }
    var by = key.get();
    checkOrder(by, change, order);
    return new ListOrder(by, before, order.isArray() ? order : change)
        .of(items(by, before, change));
  }

  /** What the patch changes must stand in the order that it wants. */
  private static void checkOrder(ItemKey key, ArrayNode change, JsonNode order) {
    if (!order.isArray()) {
      return;
    }
    var wanted = key.edges(order);
    var changed = Trees.array();
    change.forEach(item -> {
      if (!Trees.text(item, DIRECTIVE).equals("delete")) {
        changed.add(item);
      }
    });
    var named = key.edges(changed);
    var inOrder = wanted.stream().filter(named::contains).toList();
    if (!inOrder.equals(named)) {
      throw NotAccepted.internal(
          "The order in patch list:\n"
              + GoText.of(changed)
              + "\n doesn't match "
              + "$setElementOrder list:\n"
              + GoText.of(order)
              + "\n");
    }
  }

  private List<JsonNode> items(ItemKey key, ArrayNode before, ArrayNode change) {
    var items = new LinkedHashMap<String, JsonNode>();
    before.forEach(item -> items.put(key.edge(item), item));
    for (var patch : change) {
      checkKey(key, patch);
      String edge = key.edge(patch);
      if (!(patch instanceof ObjectNode object)) {
        items.putIfAbsent(edge, patch);
      } else if (directive(object).equals("delete")) {
        items.remove(edge);
      } else {
        var existing =
            items.get(edge) instanceof ObjectNode item ? Trees.copy(item) : Trees.object();
        items.put(edge, object(existing, object));
      }
    }
    return List.copyOf(items.values());
  }

  private static void checkKey(ItemKey key, JsonNode patch) {
    for (String field : key.fields()) {
      if (!patch.has(field)) {
        throw NotAccepted.internal(
            "map: " + GoText.of(patch) + " does not contain declared merge key: " + field);
      }
    }
  }

  /** Ports are told apart by one field in pods and by another one in Services. */
  private static Optional<ItemKey> key(String name, ArrayNode before, ArrayNode change) {
    if (SETS.contains(name)) {
      return Optional.of(ItemKey.VALUE);
    }
    if (!name.equals("ports")) {
      return Optional.ofNullable(KEYS.get(name)).map(field -> new ItemKey(List.of(field)));
    }
    boolean ofContainer =
        Trees.objects(before).stream().anyMatch(port -> port.has("containerPort"))
            || Trees.objects(change).stream().anyMatch(port -> port.has("containerPort"));
    return Optional.of(new ItemKey(List.of(ofContainer ? "containerPort" : "port")));
  }

  private static boolean isReplacement(ArrayNode change) {
    return Trees.objects(change).stream()
        .anyMatch(item -> Trees.text(item, DIRECTIVE).equals("replace"));
  }

  private static void deleteItems(ObjectNode target, String name, JsonNode gone) {
    if (target.get(name) instanceof ArrayNode list) {
      var unwanted = Set.copyOf(ItemKey.VALUE.edges(gone));
      var left = Trees.array();
      list.forEach(item -> {
        if (!unwanted.contains(ItemKey.VALUE.edge(item))) {
          left.add(item);
        }
      });
      target.set(name, left);
    }
  }
}
