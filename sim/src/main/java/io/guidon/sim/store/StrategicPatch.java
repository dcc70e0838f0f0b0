package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A strategic merge patch: a merge patch that knows by which field the items of some lists are told
 * apart (kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch).
 */
final class StrategicPatch {

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

  /** Lists of plain values that are merged. */
  private static final Set<String> SETS = Set.of("finalizers", "podCIDRs");

  private StrategicPatch() {}

  /** A copy of {@code target} with {@code patch} laid over it. */
  static ObjectNode apply(ObjectNode target, ObjectNode patch) {
    return object(Trees.copy(target), patch);
  }

  private static ObjectNode object(ObjectNode target, ObjectNode patch) {
    if (Trees.text(patch, DIRECTIVE).equals("replace")) {
      var replacement = Trees.copy(patch);
      replacement.remove(DIRECTIVE);
      return replacement;
    }
    if (Trees.text(patch, DIRECTIVE).equals("delete")) {
      return Trees.object();
    }
    if (patch.has(RETAIN)) {
      target.retain(Trees.texts(patch, RETAIN));
    }
    for (var change : patch.properties()) {
      field(target, change.getKey(), change.getValue(), patch);
    }
    return target;
  }

  private static void field(ObjectNode target, String name, JsonNode change, ObjectNode patch) {
    if (name.startsWith(DELETE_ITEMS)) {
      deleteItems(target, name.substring(DELETE_ITEMS.length()), change);
    } else if (name.startsWith("$")) {
      // The order is taken into account with the list that it is about; the others are directives.
      return;
    } else if (change.isNull()) {
      target.remove(name);
    } else if (change instanceof ObjectNode object) {
      var below = target.get(name) instanceof ObjectNode existing ? existing : Trees.object();
      target.set(name, object(below, object));
    } else if (change instanceof ArrayNode list) {
      var before = target.get(name) instanceof ArrayNode existing ? existing : Trees.array();
      target.set(name, list(name, before, list, patch.path(ORDER + name)));
    } else {
      target.set(name, Trees.copyOf(change));
    }
  }

  private static ArrayNode list(String name, ArrayNode before, ArrayNode change, JsonNode order) {
    if (SETS.contains(name)) {
      return union(before, change);
    }
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
    return ordered(items(key.get(), before, change), key.get(), order);
  }

  private static List<ObjectNode> items(String key, ArrayNode before, ArrayNode change) {
    var items = new ArrayList<>(Trees.objects(before));
    for (var patch : Trees.objects(change)) {
      if (!patch.has(key)) {
        throw NotAccepted.internal(
            "map: " + patch + " does not contain declared merge key: " + key);
      }
      int at = indexOf(items, key, patch.path(key));
      if (Trees.text(patch, DIRECTIVE).equals("delete")) {
        items.removeIf(item -> item.path(key).equals(patch.path(key)));
      } else if (at < 0) {
        items.add(object(Trees.object(), patch));
      } else {
        items.set(at, object(Trees.copy(items.get(at)), patch));
      }
    }
    return items;
  }

  /** The items in the order that the patch wants; those that it does not name keep their place. */
  private static ArrayNode ordered(List<ObjectNode> items, String key, JsonNode order) {
    var sorted = new ArrayList<>(items);
    if (order.isArray()) {
      var wanted = new ArrayList<JsonNode>();
      order.forEach(item -> wanted.add(item.path(key)));
      var named = items.stream().filter(item -> wanted.contains(item.path(key))).toList();
      var inOrder =
          named.stream()
              .sorted((one, other) ->
                  Integer.compare(wanted.indexOf(one.path(key)), wanted.indexOf(other.path(key))))
              .iterator();
      sorted.replaceAll(item -> wanted.contains(item.path(key)) ? inOrder.next() : item);
    }
    return Trees.array().addAll(sorted);
  }

  /** Ports are told apart by one field in pods and by another one in Services. */
  private static Optional<String> key(String name, ArrayNode before, ArrayNode change) {
    if (!name.equals("ports")) {
      return Optional.ofNullable(KEYS.get(name));
    }
    boolean ofContainer =
        Trees.objects(before).stream().anyMatch(port -> port.has("containerPort"))
            || Trees.objects(change).stream().anyMatch(port -> port.has("containerPort"));
    return Optional.of(ofContainer ? "containerPort" : "port");
  }

  private static boolean isReplacement(ArrayNode change) {
    return Trees.objects(change).stream()
        .anyMatch(item -> Trees.text(item, DIRECTIVE).equals("replace"));
  }

  private static int indexOf(List<ObjectNode> items, String key, JsonNode value) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).path(key).equals(value)) {
        return i;
      }
    }
    return -1;
  }

  private static ArrayNode union(ArrayNode before, ArrayNode change) {
    var all = before.deepCopy();
    for (var item : change) {
      if (!contains(all, item)) {
        all.add(item);
      }
    }
    return all;
  }

  private static void deleteItems(ObjectNode target, String name, JsonNode gone) {
    if (target.get(name) instanceof ArrayNode list) {
      var left = Trees.array();
      list.forEach(item -> {
        if (!contains(gone, item)) {
          left.add(item);
        }
      });
      target.set(name, left);
    }
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (var item : list) {
      if (item.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
