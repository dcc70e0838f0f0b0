package io.guidon.sim.store;

import static io.guidon.sim.store.Kind.Trait.BUILT_IN;
import static io.guidon.sim.store.Kind.Trait.STATUS;
import static io.guidon.sim.store.Trees.at;
import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write.Outcome.Written;
import io.guidon.sim.store.ManagedFields.Operation;
import io.guidon.sim.store.ManagedFields.Who;
import io.guidon.sim.store.ObjectLog.Stored;
import io.guidon.sim.store.WriteOptions.Force;
import java.time.InstantSource;
import java.util.Optional;

/** The verbs of the API server that write. Each refuses by throwing {@link NotAccepted}. */
final class Requests {

  private static final Kind NAMESPACE = Kinds.of("v1", "Namespace");

  private final InstantSource clock;
  private final ObjectLog log;
  private final Upkeep upkeep;
  private final Serving serving;

  Requests(InstantSource clock, ObjectLog log, Upkeep upkeep, Serving serving) {
    this.clock = clock;
    this.log = log;
    this.upkeep = upkeep;
    this.serving = serving;
  }

  Written create(ObjectNode object, Author author) {
    var ref = ObjectRef.of(object);
    Kind kind = serving.kindOf(ref);
    if (find(ref).isPresent()) {
      throw NotAccepted.alreadyExists(kind, ref.name());
    }
    if (!text(object, "metadata", "resourceVersion").isEmpty()) {
      throw NotAccepted.internal("resourceVersion should not be set on objects to be created");
    }
    return insert(
        kind, Trees.copy(object), Optional.empty(), who(ref, author, Operation.UPDATE), author);
  }

  Written apply(ObjectNode configuration, Author author, Force force) {
    var ref = ObjectRef.of(configuration);
    Kind kind = serving.kindOf(ref);
    var who = who(ref, author, Operation.APPLY);
    var live = find(ref);
    checkConfiguration(kind, configuration, live);
    var managed = live.map(Stored::managed).orElse(ManagedFields.NOBODY);
    var applied =
        Applied.of(
            kind,
            upkeep.shape(kind, configuration),
            live.map(Stored::tree),
            configuration,
            managed.entry(who),
            managed.ownedByOthers(who));
    checkConflicts(managed, applied, who, force);
    var after = managed.afterApply(applied.named(), applied.change(), who, now());
    if (live.isEmpty()) {
      // A resourceVersion in the configuration is not compared with anything then: real servers
      // create the object.
      return insert(kind, applied.tree(), Optional.of(after), who, author);
    }
    checkVersion(live.get(), applied.tree());
    upkeep.prepare(live.get(), applied.tree());
    return commit(live.get(), applied.tree(), after, author, ref.apiVersion());
  }

  /** Server-side apply through the status subresource. */
  Written applyStatus(ObjectRef ref, ObjectNode configuration, Author author, Force force) {
    var live = present(ref);
    if (!live.kind().has(STATUS)) {
      throw NotAccepted.noSuchKind();
    }
    checkConfiguration(live.kind(), configuration, Optional.of(live));
    var who = new Who(author.manager(), Operation.APPLY, ref.apiVersion(), "status");
    var managed = live.managed();
    var applied =
        Applied.ofStatus(
            upkeep.shape(live.kind(), configuration),
            live.tree(),
            configuration,
            managed.entry(who),
            managed.ownedByOthers(who));
    checkConflicts(managed, applied, who, force);
    var next = upkeep.withStatus(live, applied.tree());
    var after = managed.afterApply(applied.named(), applied.change(), who, now());
    return commit(live, next, after, author, ref.apiVersion());
  }

  private static void checkConflicts(ManagedFields managed, Applied applied, Who who, Force force) {
    if (force == Force.UNFORCED) {
      managed
          .conflicts(applied.change().written(), who)
          .ifPresent(refusal -> {
            throw refusal;
          });
    }
  }

  Written update(ObjectNode object, Author author) {
    var ref = ObjectRef.of(object);
    var live = present(ref);
    checkPut(live, object);
    return replace(live, Trees.copy(object), who(ref, author, Operation.UPDATE), author);
  }

  Written patch(ObjectRef ref, ObjectNode merge, Author author) {
    var live = present(ref);
    var patched = MergePatch.apply(live.tree(), merge);
    return replace(live, patched, who(ref, author, Operation.UPDATE), author);
  }

  /** The object as a patch has left it. */
  Written replaced(ObjectRef ref, ObjectNode patched, Author author) {
    return replace(present(ref), patched, who(ref, author, Operation.UPDATE), author);
  }

  /** The object with other replicas, by its scale subresource. */
  Written scaled(ObjectRef ref, ObjectNode next, Author author) {
    var who = new Who(author.manager(), Operation.UPDATE, ref.apiVersion(), "scale");
    return replace(present(ref), next, who, author);
  }

  /** The object with the status as a patch has left it. */
  Written statusReplaced(ObjectRef ref, ObjectNode patched, Author author) {
    return replaceStatus(present(ref), ref, patched, author);
  }

  Written updateStatus(ObjectNode object, Author author) {
    var ref = ObjectRef.of(object);
    var live = present(ref);
    checkPut(live, object);
    return replaceStatus(live, ref, object, author);
  }

  Written patchStatus(ObjectRef ref, ObjectNode merge, Author author) {
    var live = present(ref);
    return replaceStatus(live, ref, MergePatch.apply(live.tree(), merge), author);
  }

  Written delete(ObjectRef ref, Author author) {
    var live = present(ref);
    return live.kind().equals(Catalog.DEFINITION)
        ? upkeep.deleteHeldBy(Definitions.CLEANUP, live, author)
        : upkeep.delete(live, author);
  }

  Written deleteNow(ObjectRef ref, Author author) {
    return upkeep.deleteNow(present(ref), author);
  }

  Written delete(ObjectRef ref, String uid, Author author) {
    var live = present(ref);
    if (!live.uid().equals(uid)) {
      throw NotAccepted.otherUid(live.kind(), ref.name(), uid, live.uid());
    }
    return upkeep.delete(live, author);
  }

  /** With whatever the client wants to be looked at before and done along with it. */
  Written delete(ObjectRef ref, DeleteOptions how, Author author) {
    var live = present(ref);
    if (!how.uid().isEmpty() && !how.uid().equals(live.uid())) {
      throw NotAccepted.otherUid(live.kind(), ref.name(), how.uid(), live.uid());
    }
    if (!how.resourceVersion().isEmpty() && !how.resourceVersion().equals(live.resourceVersion())) {
      throw NotAccepted.otherVersion(
          live.kind(), ref.name(), how.resourceVersion(), live.resourceVersion());
    }
    if (live.kind().equals(Catalog.DEFINITION)) {
      return upkeep.deleteHeldBy(Definitions.CLEANUP, live, author);
    }
    if (live.kind().equals(NAMESPACE)) {
      serving.end(ref.name());
      return upkeep.terminate(live, author);
    }
    return switch (how.dependents()) {
      case BACKGROUND ->
          how.grace() == DeleteOptions.Grace.NONE
              ? upkeep.deleteNow(live, author)
              : upkeep.delete(live, author);
      case FOREGROUND -> upkeep.deleteHeldBy("foregroundDeletion", live, author);
      case ORPHAN -> upkeep.deleteHeldBy("orphan", live, author);
    };
  }

  /** The kind of an object that is asked for. */
  Kind kindOf(ObjectRef ref) {
    return serving.kindOf(ref);
  }

  /** How the parts of such an object are owned. */
  Shape shape(ObjectRef ref, ObjectNode tree) {
    return upkeep.shape(kindOf(ref), tree);
  }

  /** The object, which must exist. */
  ObjectNode need(ObjectRef ref) {
    return present(ref).in(ref.apiVersion());
  }

  Optional<ObjectNode> get(ObjectRef ref) {
    return find(ref).map(stored -> stored.in(ref.apiVersion()));
  }

  private Written insert(
      Kind kind, ObjectNode fresh, Optional<ManagedFields> applied, Who who, Author author) {
    serving.checkCreation(kind, ObjectRef.of(fresh));
    return written(upkeep.insert(kind, fresh, applied, who, author), who.apiVersion());
  }

  private Written replace(Stored live, ObjectNode next, Who who, Author author) {
    checkVersion(live, next);
    var named = at(next, "metadata", "managedFields");
    // Whoever sends managedFields with an update says who owns what, as on the real API server.
    var owners = named.isEmpty() ? live.managed() : ManagedFields.parse(named);
    upkeep.prepare(live, next);
    var managed =
        isReset(named)
            ? ManagedFields.NOBODY
            : owners.afterUpdate(upkeep.changes(live, next), who, now());
    return commit(live, next, managed, author, who.apiVersion());
  }

  /** A single empty entry takes all ownership away. */
  private static boolean isReset(JsonNode managedFields) {
    return managedFields.size() == 1 && managedFields.get(0).isEmpty();
  }

  private Written replaceStatus(Stored live, ObjectRef ref, ObjectNode body, Author author) {
    if (!live.kind().has(STATUS)) {
      throw NotAccepted.noSuchKind();
    }
    checkVersion(live, body);
    var next = upkeep.withStatus(live, body);
    var who = new Who(author.manager(), Operation.UPDATE, ref.apiVersion(), "status");
    var managed = live.managed().afterUpdate(upkeep.changes(live, next), who, now());
    return commit(live, next, managed, author, who.apiVersion());
  }

  private Written commit(
      Stored live, ObjectNode next, ManagedFields managed, Author author, String apiVersion) {
    return upkeep
        .commit(live, next, managed, author)
        .map(stored -> written(stored, apiVersion))
        .orElseGet(() -> new Written(Optional.empty()));
  }

  private static void checkConfiguration(
      Kind kind, ObjectNode configuration, Optional<Stored> live) {
    if (at(configuration, "metadata").has("managedFields")) {
      throw NotAccepted.badRequest("metadata.managedFields must be nil");
    }
    String uid = text(configuration, "metadata", "uid");
    if (live.isEmpty() && !uid.isEmpty()) {
      throw NotAccepted.conflict(
          kind,
          text(configuration, "metadata", "name"),
          "uid mismatch: the provided object specified uid "
              + uid
              + ", and no existing object was found");
    }
  }

  /** A PUT that names a uid means that very object. */
  private static void checkPut(Stored live, ObjectNode body) {
    String uid = text(body, "metadata", "uid");
    if (!uid.isEmpty() && !uid.equals(live.uid())) {
      throw NotAccepted.conflict(
          live.kind(),
          live.name(),
          ("StorageError: invalid object, Code: 4, Key: /registry/%s/%s/%s, ResourceVersion: 0,"
                  + " AdditionalErrorMsg: Precondition failed: UID in precondition: %s, UID in"
                  + " object meta: %s")
              .formatted(live.kind().plural(), live.namespace(), live.name(), uid, live.uid()));
    }
  }

  private static void checkVersion(Stored live, ObjectNode body) {
    String version = text(body, "metadata", "resourceVersion");
    if (version.isEmpty() && !live.kind().has(BUILT_IN)) {
      throw NotAccepted.withoutVersion(live.kind(), live.name());
    }
    if (!version.isEmpty() && !version.equals(live.resourceVersion())) {
      throw NotAccepted.outdated(live.kind(), live.name());
    }
  }

  private Optional<Stored> find(ObjectRef ref) {
    return serving.find(ref).flatMap(kind -> log.find(kind, ref.namespace(), ref.name()));
  }

  private Stored present(ObjectRef ref) {
    Kind kind = serving.kindOf(ref);
    return find(ref).orElseThrow(() -> NotAccepted.notFound(kind, ref.name()));
  }

  private static Who who(ObjectRef ref, Author author, Operation operation) {
    return new Who(author.manager(), operation, ref.apiVersion(), "");
  }

  private String now() {
    return Trees.time(clock.instant());
  }

  private static Written written(Stored stored, String apiVersion) {
    return new Written(Optional.of(stored.in(apiVersion)));
  }
}
