package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.ObjectLog.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Deletes what nobody owns any more, and carries out what a deletion wants to become of the objects
 * that the deleted one owns.
 */
final class GarbageCollector {

  private final ObjectLog log;
  private final Upkeep upkeep;
  private final Author author;

  GarbageCollector(ObjectLog log, Upkeep upkeep, Author author) {
    this.log = log;
    this.upkeep = upkeep;
    this.author = author;
  }

  /**
   * One pass.
   *
   * @return what it deleted; what that leaves behind is for the next pass
   */
  List<ObjectRef> collect() {
    var all = log.everything();
    for (Stored owner : all) {
      if (owner.isBeingDeleted()) {
        letGo(owner, all);
      }
    }
    var deleted = new ArrayList<ObjectRef>();
    // All of them before the first one goes: what they leave behind is for the next pass.
    for (Stored orphan : log.everything().stream().filter(this::isOrphan).toList()) {
      if (!orphan.isBeingDeleted()) {
        upkeep.delete(orphan, author);
        deleted.add(ObjectRef.of(orphan.tree()));
      }
    }
    log.everything().forEach(this::forgetGoneOwners);
    return deleted;
  }

  private void letGo(Stored owner, List<Stored> all) {
    var finalizers = Trees.texts(owner.tree(), "metadata", "finalizers");
    if (finalizers.contains("orphan")) {
      dependents(owner, all).forEach(dependent -> disown(dependent, List.of(owner.uid())));
      release(owner, "orphan");
    } else if (finalizers.contains("foregroundDeletion")) {
      var left = dependents(owner, all);
      left.stream()
          .filter(dependent -> !dependent.isBeingDeleted())
          .forEach(dependent -> upkeep.delete(dependent, author));
      if (left.isEmpty()) {
        release(owner, "foregroundDeletion");
      }
    }
  }

  private static List<Stored> dependents(Stored owner, List<Stored> all) {
    return all.stream()
        .filter(stored ->
            Trees.objects(stored.tree(), "metadata", "ownerReferences").stream()
                .anyMatch(reference -> text(reference, "uid").equals(owner.uid())))
        .toList();
  }

  private void disown(Stored dependent, List<String> uids) {
    change(
        dependent,
        tree -> {
          var kept = Trees.array();
          Trees.objects(tree, "metadata", "ownerReferences").stream()
              .filter(reference -> !uids.contains(text(reference, "uid")))
              .forEach(kept::add);
          var metadata = Trees.need(tree, "metadata");
          metadata.remove("ownerReferences");
          if (!kept.isEmpty()) {
            metadata.set("ownerReferences", kept);
          }
        });
  }

  private void release(Stored owner, String finalizer) {
    change(
        owner,
        tree -> {
          var kept = Trees.array();
          Trees.texts(tree, "metadata", "finalizers").stream()
              .filter(other -> !other.equals(finalizer))
              .forEach(kept::add);
          Trees.need(tree, "metadata").set("finalizers", kept);
        });
  }

  private void change(Stored stored, Consumer<ObjectNode> change) {
    var next = stored.tree().deepCopy();
    change.accept(next);
    upkeep.commit(stored, next, stored.managed(), author);
  }

  private boolean isOrphan(Stored stored) {
    var owners = Trees.objects(stored.tree(), "metadata", "ownerReferences");
    return !owners.isEmpty()
        && owners.stream().noneMatch(owner -> exists(owner, stored.namespace()));
  }

  /** While others own it, it only stops naming those that do not exist. */
  private void forgetGoneOwners(Stored stored) {
    var owners = Trees.objects(stored.tree(), "metadata", "ownerReferences");
    if (owners.size() < 2 || stored.isBeingDeleted()) {
      return;
    }
    var gone =
        owners.stream()
            .filter(owner -> !exists(owner, stored.namespace()))
            .map(owner -> text(owner, "uid"))
            .toList();
    if (!gone.isEmpty() && gone.size() < owners.size()) {
      disown(stored, gone);
    }
  }

  private boolean exists(ObjectNode owner, String namespace) {
    return find(owner, namespace)
        .filter(found -> found.uid().equals(text(owner, "uid")))
        .isPresent();
  }

  private Optional<Stored> find(ObjectNode owner, String namespace) {
    Kind kind = upkeep.kindOf(text(owner, "apiVersion"), text(owner, "kind"));
    String where = kind.has(Kind.Trait.CLUSTER) ? "" : namespace;
    return log.find(kind, where, text(owner, "name"));
  }
}
