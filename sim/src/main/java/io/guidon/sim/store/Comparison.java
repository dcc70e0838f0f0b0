package io.guidon.sim.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which fields differ between two versions of a tree. No field is in more than one of the sets. */
record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {

  private static final Comparison SAME =
      new Comparison(FieldSet.NONE, FieldSet.NONE, FieldSet.NONE);

  /** Compares two nodes in the same place; a missing node is one that is not there. */
  static Comparison of(JsonNode before, JsonNode after, Shape shape) {
    if (before.equals(after)) {
      return SAME;
    }
    if (before.isMissingNode()) {
      return new Comparison(everything(after, shape), FieldSet.NONE, FieldSet.NONE);
    }
    if (after.isMissingNode()) {
      return new Comparison(FieldSet.NONE, FieldSet.NONE, everything(before, shape));
    }
    boolean apart =
        (shape.takesApart(before) || before.isNull())
            && (shape.takesApart(after) || after.isNull())
            && !(before.isEmpty() && after.isEmpty());
    return apart
        ? ofParts(before, after, shape)
        : new Comparison(FieldSet.NONE, FieldSet.LEAF, FieldSet.NONE);
  }

  private static Comparison ofParts(JsonNode before, JsonNode after, Shape shape) {
    var old = shape.parts(before);
    var next = shape.parts(after);
    var edges = new TreeSet<>(old.keySet());
    edges.addAll(next.keySet());
    var added = new TreeMap<String, FieldSet>();
    var modified = new TreeMap<String, FieldSet>();
    var removed = new TreeMap<String, FieldSet>();
    for (String edge : edges) {
      var was = old.get(edge);
      var is = next.get(edge);
      var part =
          of(
              was == null ? MissingNode.getInstance() : was.value(),
              is == null ? MissingNode.getInstance() : is.value(),
              was != null ? was.shape() : is != null ? is.shape() : shape);
      added.put(edge, part.added);
      modified.put(edge, part.modified);
      removed.put(edge, part.removed);
    }
    return new Comparison(
        FieldSet.of(false, added), FieldSet.of(false, modified), FieldSet.of(false, removed));
  }

  private static FieldSet everything(JsonNode node, Shape shape) {
    var children = new TreeMap<String, FieldSet>();
    shape
        .parts(node)
        .forEach((edge, part) -> children.put(edge, everything(part.value(), part.shape())));
    return FieldSet.of(true, children);
  }

  /** What the newer version says differently or for the first time. */
  FieldSet written() {
    return added.union(modified);
  }
}
