package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How the items of a list are told apart: by some of their fields, or by their value if there are
 * none. A {@code protocol} that is not given is TCP, as in the schemas of containers and Services.
 */
record ItemKey(List<String> fields) {

  static final ItemKey VALUE = new ItemKey(List.of());

  ItemKey {
    fields = List.copyOf(fields);
  }

  /**
   * The edge of a {@link FieldSet} that names {@code item}: <code>k:{"name":"x"}</code> or {@code
   * v:"x"}.
   */
  String edge(JsonNode item) {
    if (fields.isEmpty()) {
      return "v:" + item;
    }
    var key = Trees.object();
    for (String field : new TreeSet<>(fields)) {
      if (item.has(field)) {
        key.set(field, item.get(field));
      } else if (field.equals("protocol")) {
        key.put(field, "TCP");
      }
    }
    return "k:" + key;
  }

  /** The edges of all items of a list, in its order. */
  List<String> edges(JsonNode list) {
    var edges = new ArrayList<String>();
    list.forEach(item -> edges.add(edge(item)));
    return edges;
  }
}
