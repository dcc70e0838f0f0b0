package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order that a strategic merge patch leaves a list in: what the patch names stands as the patch
 * says, the others stay as they were, and new items come before those that they could follow
 * (k8s.io/apimachinery/pkg/util/strategicpatch).
 */
final class ListOrder {

  private final ItemKey key;
  private final List<String> before;
  private final List<String> wanted;

  /**
   * @param before the list as it was
   * @param wanted the items that the patch names
   */
  ListOrder(ItemKey key, JsonNode before, JsonNode wanted) {
    this.key = key;
    this.before = key.edges(before);
    this.wanted = key.edges(wanted);
  }

  ArrayNode of(List<JsonNode> items) {
    var named = new ArrayList<JsonNode>();
    var others = new ArrayList<JsonNode>();
    items.forEach(item -> (wanted.contains(key.edge(item)) ? named : others).add(item));
    named.sort(Comparator.comparingInt(item -> wanted.indexOf(key.edge(item))));
    var ordered = Trees.array();
    for (var item : named) {
      while (!others.isEmpty() && place(others.getFirst()) < place(item)) {
        ordered.add(others.removeFirst());
      }
      ordered.add(item);
    }
    return ordered.addAll(others);
  }

  /** Where it was; a new item was before all others. */
  private int place(JsonNode item) {
    return before.indexOf(key.edge(item));
  }
}
