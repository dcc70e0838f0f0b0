package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a server-side apply makes of an object.
 *
 * @param tree the object afterwards, before defaults
 * @param named the fields that the manager owns from now on
 * @param change what is different from the live object
 */
record Applied(ObjectNode tree, FieldSet named, Comparison change) {

  /**
   * @param last what the manager applied the time before: what it leaves out now goes, unless
   *     others own it too
   */
  static Applied of(
      Kind kind,
      Shape shape,
      Optional<ObjectNode> live,
      ObjectNode configuration,
      Optional<ManagedFields.Entry> last,
      FieldSet ownedByOthers) {
    var intent = Trees.copy(configuration);
    if (kind.has(Kind.Trait.STATUS)) {
      intent.remove("status");
    }
    return ofIntent(shape, live.orElseGet(() -> Normal.blank(kind)), intent, last, ownedByOthers);
  }

  /** The same through the status subresource: nothing but the status counts. */
  static Applied ofStatus(
      Shape shape,
      ObjectNode live,
      ObjectNode configuration,
      Optional<ManagedFields.Entry> last,
      FieldSet ownedByOthers) {
    var intent = Trees.object();
    intent.set("status", Trees.copyOf(configuration.path("status")));
    return ofIntent(shape, live, intent, last, ownedByOthers);
  }

  private static Applied ofIntent(
      Shape shape,
      ObjectNode before,
      ObjectNode intent,
      Optional<ManagedFields.Entry> last,
      FieldSet ownedByOthers) {
    var wanted = Normal.owned(intent);
    if (wanted.path("metadata").isEmpty()) {
      wanted.remove("metadata");
    }
    var named = wanted.isEmpty() ? FieldSet.NONE : Ownership.namedBy(wanted, shape);
    var merged = Ownership.merge(before, intent, shape);
    var unwanted =
        last.map(ManagedFields.Entry::fields)
            .orElse(FieldSet.NONE)
            .withFieldsOnTheWay()
            .difference(ownedByOthers.union(named).withFieldsOnTheWay());
    var tree = (ObjectNode) Ownership.without(merged, unwanted, shape);
    return new Applied(tree, named, Comparison.of(Normal.owned(before), Normal.owned(tree), shape));
  }
}
