package io.guidon.sim.store;

import static io.guidon.sim.store.Kind.Trait.BUILT_IN;
import static io.guidon.sim.store.Kind.Trait.STATUS;
import static io.guidon.sim.store.Trees.at;
import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write.Outcome;
import io.guidon.core.rollout.Write.Outcome.Written;
import io.guidon.sim.store.ManagedFields.Operation;
import io.guidon.sim.store.ManagedFields.Who;
import io.guidon.sim.store.ObjectLog.Stored;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The API server of the simulated cluster: objects of any kind as trees, with versions,
 * generations, ownership of fields, defaults, status subresources, finalizers and garbage
 * collection, as Kubernetes 1.36 does it. Trees that it hands out belong to the caller, but for
 * those of the journal. For one thread only; it does nothing by itself.
 */
public final class ApiStore {

  /**
   * A resourceVersion that no object ever has: the counter of a real API server is past it from the
   * start.
   */
  static final String NEVER = "1";

  private static final Author SYSTEM = Author.of("kube-controller-manager");

  private final InstantSource clock;
  private final ObjectLog log;
  private final Upkeep upkeep;
  private final Set<String> absentKinds = new HashSet<>();
  private final Set<String> endingNamespaces = new HashSet<>();

  /** Which CRD of Canaries is installed. */
  public enum CanaryCrd {
    /** Ours: it keeps {@code status.run}. */
    GUIDON,
    /** Flagger's: it prunes {@code status.run} from whatever is written (design.md R4). */
    FLAGGER
  }

  public ApiStore(InstantSource clock) {
    this(clock, CanaryCrd.GUIDON);
  }

  public ApiStore(InstantSource clock, CanaryCrd canaryCrd) {
    this.clock = clock;
    this.log = new ObjectLog(clock);
    this.upkeep = new Upkeep(clock, log, canaryCrd);
  }

  /**
   * The object, as a tree of the caller's own, in the version of the API that {@code ref} names.
   */
  public Optional<ObjectNode> get(ObjectRef ref) {
    return find(ref).map(stored -> answer(stored, ref.apiVersion()));
  }

  /** All objects of a kind by namespace and name; none if the kind is not installed. */
  public List<ObjectNode> list(String apiVersion, String kind) {
    return log.all(Kinds.of(apiVersion, kind)).stream()
        .map(stored -> answer(stored, apiVersion))
        .toList();
  }

  public List<ObjectNode> list(String apiVersion, String kind, String namespace) {
    return list(apiVersion, kind).stream()
        .filter(object -> text(object, "metadata", "namespace").equals(namespace))
        .toList();
  }

  /** The resourceVersion of the last change. */
  public String resourceVersion() {
    return Long.toString(log.counter());
  }

  /** A client that writes under one field manager's name. */
  public ApiClient client(String manager) {
    return new ApiClient(this, Author.of(manager));
  }

  public ApiClient client(Author author) {
    return new ApiClient(this, author);
  }

  /** POST. */
  public Outcome create(ObjectNode object, Author author) {
    return carryOut(() -> {
      Kind kind = kindOf(object);
      var ref = ObjectRef.of(object);
      if (find(ref).isPresent()) {
        throw NotAccepted.alreadyExists(kind, ref.name());
      }
      if (!text(object, "metadata", "resourceVersion").isEmpty()) {
        throw NotAccepted.badRequest("resourceVersion should not be set on objects to be created");
      }
      return insert(
          kind,
          Trees.copy(object),
          Optional.empty(),
          who(object, author, Operation.UPDATE),
          author);
    });
  }

  /** Server-side apply; refused where it would change what others own. */
  public Outcome apply(ObjectNode configuration, Author author) {
    return carryOut(() -> apply(configuration, author, ManagedFields::conflicts));
  }

  /** Server-side apply with force: takes over what others own. */
  public Outcome applyForced(ObjectNode configuration, Author author) {
    return carryOut(
        () -> apply(configuration, author, (managed, written, who) -> Optional.empty()));
  }

  /**
   * PUT: replaces everything but the status of kinds whose status is a subresource. Without
   * resourceVersion it replaces whatever is there, if the kind is built in.
   */
  public Outcome update(ObjectNode object, Author author) {
    return carryOut(() -> {
      var live = present(ObjectRef.of(object));
      checkPut(live, object);
      return replace(live, Trees.copy(object), who(object, author, Operation.UPDATE), author);
    });
  }

  /** PATCH with a merge patch (RFC 7386); a resourceVersion in the patch fences it. */
  public Outcome patch(ObjectRef ref, ObjectNode merge, Author author) {
    return carryOut(() -> {
      var live = present(ref);
      var patched = MergePatch.apply(live.tree(), merge);
      return replace(live, patched, who(ref, author), author);
    });
  }

  /** PUT to the status subresource: changes nothing else. */
  public Outcome updateStatus(ObjectNode object, Author author) {
    return carryOut(() -> {
      var live = present(ObjectRef.of(object));
      checkPut(live, object);
      return replaceStatus(live, object, author);
    });
  }

  /** PATCH of the status subresource with a merge patch. */
  public Outcome patchStatus(ObjectRef ref, ObjectNode merge, Author author) {
    return carryOut(() -> {
      var live = present(ref);
      return replaceStatus(live, MergePatch.apply(live.tree(), merge), author);
    });
  }

  /** DELETE of whatever object has this name; dependents follow with {@link #collectGarbage}. */
  public Outcome delete(ObjectRef ref, Author author) {
    return carryOut(() -> upkeep.delete(present(ref), author));
  }

  /** DELETE of exactly the object with this uid. */
  public Outcome delete(ObjectRef ref, String uid, Author author) {
    return carryOut(() -> {
      var live = present(ref);
      if (!live.uid().equals(uid)) {
        throw NotAccepted.conflict(
            live.kind(),
            ref.name(),
            "the UID in the precondition ("
                + uid
                + ") does not match the UID in record ("
                + live.uid()
                + "). The object might have been deleted and then recreated");
      }
      return upkeep.delete(live, author);
    });
  }

  /**
   * One pass of the garbage collector: deletes each object that has owners none of which exists any
   * more.
   *
   * @return what it deleted; their own dependents are for the next pass
   */
  public List<ObjectRef> collectGarbage() {
    return upkeep.collectGarbage(SYSTEM);
  }

  /**
   * From now on nothing can be created in the namespace; what is in it stays until somebody deletes
   * it.
   */
  public void terminateNamespace(String namespace) {
    endingNamespaces.add(namespace);
  }

  /** Takes the kind out of discovery: requests for it find nothing, and its objects are gone. */
  public void uninstall(String apiVersion, String kind) {
    var gone = Kinds.of(apiVersion, kind);
    log.all(gone).forEach(stored -> log.remove(stored, SYSTEM));
    absentKinds.add(gone.resource());
  }

  public void install(String apiVersion, String kind) {
    absentKinds.remove(Kinds.of(apiVersion, kind).resource());
  }

  public boolean isInstalled(String apiVersion, String kind) {
    return !absentKinds.contains(Kinds.of(apiVersion, kind).resource());
  }

  /**
   * Takes in an object, or all objects of a list, exactly as they are: with uid, resourceVersion,
   * status and managedFields, like a backup.
   */
  public void load(ObjectNode objectOrList) {
    if (objectOrList.path("items").isArray()) {
      Trees.objects(objectOrList, "items").forEach(this::load);
    } else {
      log.load(kindOf(objectOrList), Trees.copy(objectOrList), SYSTEM);
    }
  }

  /** Every version of every object so far, in order. The trees must not be changed. */
  public List<Change> journal() {
    return log.journal();
  }

  /** Calls {@code listener} at once with every change from now on, in order; it may write. */
  public void onChange(Consumer<Change> listener) {
    log.onChange(listener);
  }

  /** A watch of one kind that starts now; it delivers when the test says so. */
  public WatchFeed watch(String apiVersion, String kind) {
    return new WatchFeed(this, apiVersion, kind);
  }

  private Written insert(
      Kind kind, ObjectNode fresh, Optional<ManagedFields> applied, Who who, Author author) {
    String namespace = text(fresh, "metadata", "namespace");
    if (text(fresh, "metadata", "name").isEmpty()) {
      throw NotAccepted.invalid(
          kind, "", "metadata.name: Required value: name or generateName is required");
    }
    if (endingNamespaces.contains(namespace)) {
      throw NotAccepted.terminating(kind, text(fresh, "metadata", "name"), namespace);
    }
    var stored = upkeep.insert(kind, fresh, applied, who, author);
    return written(stored, text(fresh, "apiVersion"));
  }

  private Written replace(Stored live, ObjectNode next, Who who, Author author) {
    checkVersion(live, next);
    upkeep.prepare(live, next);
    var managed = live.managed().afterUpdate(upkeep.changes(live, next), who, now());
    return commit(live, next, managed, author, who.apiVersion());
  }

  private Written replaceStatus(Stored live, ObjectNode body, Author author) {
    Kind kind = live.kind();
    if (!kind.has(STATUS)) {
      throw NotAccepted.noSuchKind();
    }
    checkVersion(live, body);
    var next = Trees.copy(live.tree());
    next.remove("status");
    Trees.objectAt(body, "status").ifPresent(status -> next.set("status", Trees.copy(status)));
    if (kind.group().equals("apps")) {
      // Workloads keep their spec and labels only; this is how Deployments get their revision
      // annotation.
      Trees.objectAt(body, "metadata", "annotations")
          .ifPresent(annotations ->
              Trees.need(next, "metadata").set("annotations", Trees.copy(annotations)));
    }
    upkeep.pruneStatus(kind, next);
    var who = new Who(author.manager(), Operation.UPDATE, text(body, "apiVersion"), "status");
    var managed = live.managed().afterUpdate(upkeep.changes(live, next), who, now());
    return commit(live, next, managed, author, who.apiVersion());
  }

  private Written apply(ObjectNode configuration, Author author, Conflicts conflicts) {
    Kind kind = kindOf(configuration);
    var who = who(configuration, author, Operation.APPLY);
    var live = find(ObjectRef.of(configuration));
    if (at(configuration, "metadata").has("managedFields")) {
      throw NotAccepted.badRequest("metadata.managedFields must be nil");
    }
    if (live.isEmpty() && at(configuration, "metadata").has("uid")) {
      throw NotAccepted.conflict(
          kind,
          text(configuration, "metadata", "name"),
          "uid mismatch: the provided object specified uid "
              + text(configuration, "metadata", "uid")
              + ", and no existing object was found");
    }
    var managed = live.map(Stored::managed).orElse(ManagedFields.NOBODY);
    var applied =
        Applied.of(
            kind,
            live.map(Stored::tree),
            configuration,
            managed.entry(who),
            managed.ownedByOthers(who));
    conflicts
        .between(managed, applied.change().written(), who)
        .ifPresent(message -> {
          throw NotAccepted.owned(message);
        });
    var after = managed.afterApply(applied.named(), applied.change(), who, now());
    if (live.isEmpty()) {
      return insert(kind, applied.tree(), Optional.of(after), who, author);
    }
    checkVersion(live.get(), applied.tree());
    upkeep.prepare(live.get(), applied.tree());
    return commit(live.get(), applied.tree(), after, author, who.apiVersion());
  }

  private Written commit(
      Stored live, ObjectNode next, ManagedFields managed, Author author, String apiVersion) {
    return upkeep
        .commit(live, next, managed, author)
        .map(stored -> written(stored, apiVersion))
        .orElseGet(() -> new Written(Optional.empty()));
  }

  /**
   * A PUT names the object that it replaces by uid, if at all, and by resourceVersion, unless the
   * kind is built in.
   */
  private static void checkPut(Stored live, ObjectNode body) {
    String uid = text(body, "metadata", "uid");
    if (!uid.isEmpty() && !uid.equals(live.uid())) {
      throw NotAccepted.conflict(
          live.kind(),
          live.name(),
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + live.uid());
    }
  }

  private static void checkVersion(Stored live, ObjectNode body) {
    String version = text(body, "metadata", "resourceVersion");
    if (version.isEmpty() && !live.kind().has(BUILT_IN)) {
      throw NotAccepted.invalid(
          live.kind(),
          live.name(),
          "metadata.resourceVersion: Invalid value: 0: must be specified for an update");
    }
    if (!version.isEmpty() && !version.equals(live.resourceVersion())) {
      throw NotAccepted.outdated(live.kind(), live.name());
    }
  }

  private Optional<Stored> find(ObjectRef ref) {
    return log.find(Kinds.of(ref.apiVersion(), ref.kind()), ref.namespace(), ref.name());
  }

  private Stored present(ObjectRef ref) {
    Kind kind = installed(ref.apiVersion(), ref.kind());
    return find(ref).orElseThrow(() -> NotAccepted.notFound(kind, ref.name()));
  }

  private Kind kindOf(ObjectNode object) {
    return installed(text(object, "apiVersion"), text(object, "kind"));
  }

  private Kind installed(String apiVersion, String kind) {
    if (!isInstalled(apiVersion, kind)) {
      throw NotAccepted.noSuchKind();
    }
    return Kinds.of(apiVersion, kind);
  }

  private static Who who(ObjectNode object, Author author, Operation operation) {
    return new Who(author.manager(), operation, text(object, "apiVersion"), "");
  }

  private static Who who(ObjectRef ref, Author author) {
    return new Who(author.manager(), Operation.UPDATE, ref.apiVersion(), "");
  }

  private String now() {
    return Trees.time(clock.instant());
  }

  private static ObjectNode answer(Stored stored, String apiVersion) {
    var tree = stored.tree().deepCopy();
    tree.put("apiVersion", apiVersion);
    return tree;
  }

  private static Written written(Stored stored, String apiVersion) {
    return new Written(Optional.of(answer(stored, apiVersion)));
  }

  private static Outcome carryOut(Supplier<Outcome> request) {
    try {
      return request.get();
    } catch (NotAccepted refused) {
      return refused.refused();
    }
  }

  /** Whether an apply may take what it writes. */
  @FunctionalInterface
  private interface Conflicts {
    Optional<String> between(ManagedFields managed, FieldSet written, Who who);
  }
}
