package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.util.List;
import java.util.TreeMap;

/**
 * The objects that a path without a name leads to, as they are now or were at an earlier version.
 * Only on the world's thread.
 */
final class Collection {

  private final ApiStore store;
  private final Target target;
  private final LabelSelector labels;
  private final FieldSelector fields;

  private Collection(ApiStore store, Target target, LabelSelector labels, FieldSelector fields) {
    this.store = store;
    this.target = target;
    this.labels = labels;
    this.fields = fields;
  }

  static Collection of(ApiStore store, Target target, Call call) {
    return new Collection(
        store,
        target,
        LabelSelector.of(call.parameter("labelSelector")),
        FieldSelector.of(call.parameter("fieldSelector"), target.type()));
  }

  /** What belongs to it now, by namespace and name. */
  List<ObjectNode> now() {
    return store.list(target.apiVersion(), target.type().kind()).stream()
        .filter(this::contains)
        .toList();
  }

  /** What belonged to it at {@code version}, which must not be forgotten. */
  List<ObjectNode> at(long version) {
    var objects = new TreeMap<String, ObjectNode>();
    store
        .list(target.apiVersion(), target.type().kind())
        .forEach(object -> objects.put(key(object), object));
    for (var change : store.journal().reversed()) {
      if (change.resourceVersion() <= version) {
        break;
      }
      if (isOfType(change)) {
        change
            .before()
            .ifPresentOrElse(
                before -> objects.put(key(before), inVersion(before)),
                () -> objects.remove(key(change.object())));
      }
    }
    return objects.values().stream().filter(this::contains).toList();
  }

  /** Whether the change is about an object of this type, in whichever version. */
  boolean isOfType(Change change) {
    return change.ref().kind().equals(target.type().kind())
        && groupOf(change.ref().apiVersion()).equals(target.type().group());
  }

  boolean contains(ObjectNode object) {
    return (target.namespace().isEmpty()
            || target.namespace().equals(Trees.text(object, "metadata", "namespace")))
        && (target.isCollection() || target.name().equals(Trees.text(object, "metadata", "name")))
        && labels.selects(object)
        && fields.selects(object);
  }

  /** The tree in the version of the API that was asked for. */
  ObjectNode inVersion(ObjectNode tree) {
    return tree.deepCopy().put("apiVersion", target.apiVersion());
  }

  static String key(ObjectNode object) {
    return Trees.text(object, "metadata", "namespace")
        + "/"
        + Trees.text(object, "metadata", "name");
  }

  private static String groupOf(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }
}
