package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write.Outcome;
import io.guidon.sim.store.Requests.Force;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The API server of the simulated cluster: objects of any kind as trees, with versions,
 * generations, ownership of fields, defaults, status subresources, finalizers and garbage
 * collection, as Kubernetes 1.36 does it. Trees that it hands out belong to the caller, but for
 * those of the journal. For one thread only; it does nothing by itself.
 *
 * <p>In one answer it differs: whoever takes the last finalizer off a deleted object is told that
 * the object is gone, where the real one answers with the object once more.
 */
public final class ApiStore {

  /**
   * A resourceVersion that no object ever has: the counter of a real API server is past it from the
   * start.
   */
  static final String NEVER = "1";

  /** Namespaces that the API server makes for itself. */
  private static final List<String> OWN_NAMESPACES =
      List.of("kube-system", "kube-public", "kube-node-lease", "default");

  private static final Author SYSTEM = Author.of("kube-controller-manager");

  private final ObjectLog log;
  private final Upkeep upkeep;
  private final Catalog catalog;
  private final Namespaces namespaces;
  private final Requests requests;

  /** Which CRD of Canaries is installed. */
  public enum CanaryCrd {
    /** Ours: it keeps {@code status.run}. */
    GUIDON,
    /** Flagger's: it prunes {@code status.run} from whatever is written (design.md R4). */
    FLAGGER
  }

  /** A store for tests in virtual time, see {@link StoreSettings#ASSUMING}. */
  public ApiStore(InstantSource clock) {
    this(clock, StoreSettings.ASSUMING);
  }

  public ApiStore(InstantSource clock, CanaryCrd canaryCrd) {
    this(clock, StoreSettings.ASSUMING.with(canaryCrd));
  }

  public ApiStore(InstantSource clock, StoreSettings settings) {
    this.log = new ObjectLog(clock, settings.memory());
    this.catalog = new Catalog(settings.presence());
    this.namespaces = new Namespaces(settings.presence(), log);
    var deletion = new Deletion(clock, log, catalog);
    this.upkeep = new Upkeep(clock, log, catalog, deletion, settings.canaryCrd());
    this.requests = new Requests(clock, log, upkeep, catalog, namespaces, deletion);
    if (settings.presence() == StoreSettings.Presence.REQUIRED) {
      OWN_NAMESPACES.forEach(this::createNamespace);
    }
  }

  /** Everything that is served now, built-in resources first, then those of CRDs. */
  public List<ResourceType> resourceTypes() {
    return catalog.types();
  }

  /** The resource of a kind; empty if it is not served in this version. */
  public Optional<ResourceType> resourceType(String apiVersion, String kind) {
    return catalog.find(apiVersion, kind).map(Kind::type);
  }

  /**
   * The object, as a tree of the caller's own, in the version of the API that {@code ref} names.
   */
  public Optional<ObjectNode> get(ObjectRef ref) {
    return requests.get(ref);
  }

  /** All objects of a kind by namespace and name; none if the kind is not installed. */
  public List<ObjectNode> list(String apiVersion, String kind) {
    return catalog.find(apiVersion, kind).stream()
        .flatMap(served -> log.all(served).stream())
        .map(stored -> stored.in(apiVersion))
        .toList();
  }

  public List<ObjectNode> list(String apiVersion, String kind, String namespace) {
    return list(apiVersion, kind).stream()
        .filter(object -> text(object, "metadata", "namespace").equals(namespace))
        .toList();
  }

  /** Everything in a namespace. */
  public List<ObjectRef> refs(String namespace) {
    return log.everything().stream()
        .filter(stored -> stored.namespace().equals(namespace))
        .map(stored -> ObjectRef.of(stored.tree()))
        .toList();
  }

  /** The resourceVersion of the last change. */
  public String resourceVersion() {
    return Long.toString(log.counter());
  }

  /** A client that writes under one field manager's name. */
  public ApiClient client(String manager) {
    return client(Author.of(manager));
  }

  public ApiClient client(Author author) {
    return new ApiClient(this, author);
  }

  /** POST. */
  public Outcome create(ObjectNode object, Author author) {
    return answer(() -> requests.create(object, author));
  }

  /** Server-side apply; refused where it would change what others own. */
  public Outcome apply(ObjectNode configuration, Author author) {
    return answer(() -> requests.apply(configuration, author, Force.UNFORCED));
  }

  /**
   * Server-side apply with force: takes over what others own. A resourceVersion in the
   * configuration is compared with that of the live object; if there is none, the object is created
   * all the same, unless the configuration names a uid.
   */
  public Outcome applyForced(ObjectNode configuration, Author author) {
    return answer(() -> requests.apply(configuration, author, Force.FORCED));
  }

  /**
   * PUT: replaces everything but the status of kinds whose status is a subresource. Without
   * resourceVersion it replaces whatever is there, if the kind is built in.
   */
  public Outcome update(ObjectNode object, Author author) {
    return answer(() -> requests.update(object, author));
  }

  /** PATCH with a merge patch (RFC 7386); a resourceVersion in the patch fences it. */
  public Outcome patch(ObjectRef ref, ObjectNode merge, Author author) {
    return answer(() -> requests.patch(ref, merge, author));
  }

  /** PUT to the status subresource: changes nothing else. */
  public Outcome updateStatus(ObjectNode object, Author author) {
    return answer(() -> requests.updateStatus(object, author));
  }

  /** PATCH of the status subresource with a merge patch. */
  public Outcome patchStatus(ObjectRef ref, ObjectNode merge, Author author) {
    return answer(() -> requests.patchStatus(ref, merge, author));
  }

  /** DELETE of whatever object has this name; dependents follow with {@link #collectGarbage}. */
  public Outcome delete(ObjectRef ref, Author author) {
    return answer(() -> requests.delete(ref, author));
  }

  /** DELETE of exactly the object with this uid. */
  public Outcome delete(ObjectRef ref, String uid, Author author) {
    return answer(() -> requests.delete(ref, uid, author));
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
    namespaces.end(namespace);
  }

  public boolean isTerminating(String namespace) {
    return namespaces.isEnding(namespace);
  }

  /** Takes the kind out of discovery: requests for it find nothing, and its objects are gone. */
  public void uninstall(String apiVersion, String kind) {
    var gone = Kinds.of(apiVersion, kind);
    log.all(gone).forEach(stored -> log.remove(stored, SYSTEM));
    catalog.uninstall(gone);
  }

  public void install(String apiVersion, String kind) {
    catalog.install(Kinds.of(apiVersion, kind));
  }

  public boolean isInstalled(String apiVersion, String kind) {
    return catalog.find(apiVersion, kind).isPresent();
  }

  /**
   * Takes in an object, or all objects of a list, exactly as they are: with uid, resourceVersion,
   * status and managedFields, like a backup.
   */
  public void load(ObjectNode objectOrList) {
    if (objectOrList.path("items").isArray()) {
      Trees.objects(objectOrList, "items").forEach(this::load);
    } else {
      log.load(catalog.need(ObjectRef.of(objectOrList)), Trees.copy(objectOrList), SYSTEM);
    }
  }

  /**
   * What happened to objects of a kind after {@code resourceVersion}, with the trees as they are
   * stored.
   */
  public History changesSince(String apiVersion, String kind, long resourceVersion) {
    return log.since(Kinds.of(apiVersion, kind), resourceVersion);
  }

  /**
   * The versions of the objects so far, in order, as far back as the memory of the store reaches.
   * The trees must not be changed.
   */
  public List<Change> journal() {
    return log.journal();
  }

  /** Calls {@code listener} at once with every change from now on, in order; it may write. */
  public Subscription onChange(Consumer<Change> listener) {
    return log.onChange(listener);
  }

  /** A watch of one kind that starts now; it delivers when the test says so. */
  public WatchFeed watch(String apiVersion, String kind) {
    return new WatchFeed(this, Kinds.of(apiVersion, kind));
  }

  private void createNamespace(String name) {
    var namespace = Trees.object().put("apiVersion", "v1").put("kind", "Namespace");
    namespace.putObject("metadata").put("name", name);
    requests.create(namespace, Author.of("kube-apiserver"));
  }

  private static Outcome answer(Supplier<? extends Outcome> request) {
    try {
      return request.get();
    } catch (NotAccepted refused) {
      return refused.refused();
    }
  }
}
