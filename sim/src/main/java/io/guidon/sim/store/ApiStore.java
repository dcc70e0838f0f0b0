package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write.Outcome;
import io.guidon.sim.store.WriteOptions.Force;
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

  private static final Author SYSTEM = Author.of("kube-controller-manager");

  private final ObjectLog log;
  private final GarbageCollector garbage;
  private final Catalog catalog = new Catalog();
  private final Serving serving;
  private final Requests requests;

  /** Which CRD of Canaries is installed. */
  public enum CanaryCrd {
    /** Ours: it keeps {@code status.run}. */
    GUIDON,
    /** Flagger's: it prunes {@code status.run} from whatever is written (design.md R4). */
    FLAGGER
  }

  /** What can be stored. */
  public enum Openness {
    /**
     * Any kind in any namespace; what is known of a kind here stands for its definition. For tests
     * of the operator.
     */
    ANYTHING,
    /**
     * What a real API server takes: kinds that are compiled in or have a CustomResourceDefinition,
     * in namespaces that exist.
     */
    AS_DEFINED
  }

  public ApiStore(InstantSource clock) {
    this(clock, CanaryCrd.GUIDON);
  }

  public ApiStore(InstantSource clock, CanaryCrd canaryCrd) {
    this(new ObjectLog(clock, Integer.MAX_VALUE), clock, canaryCrd, Openness.ANYTHING);
  }

  private ApiStore(ObjectLog log, InstantSource clock, CanaryCrd canaryCrd, Openness openness) {
    this.log = log;
    this.serving = new Serving(catalog, log, openness);
    var upkeep = new Upkeep(clock, log, canaryCrd, catalog);
    this.garbage = new GarbageCollector(log, upkeep, SYSTEM);
    this.requests = new Requests(clock, log, upkeep, serving);
    new Definitions(log, upkeep, catalog, SYSTEM).follow();
  }

  /**
   * A store for a long life behind a REST server.
   *
   * @param remembers how many changes can be watched afterwards
   */
  public static ApiStore served(InstantSource clock, int remembers) {
    return new ApiStore(
        new ObjectLog(clock, remembers), clock, CanaryCrd.GUIDON, Openness.AS_DEFINED);
  }

  /** A store of the given openness that forgets all but the last changes. */
  public static ApiStore forgetful(InstantSource clock, int remembers) {
    return new ApiStore(
        new ObjectLog(clock, remembers), clock, CanaryCrd.GUIDON, Openness.ANYTHING);
  }

  /** All that can be done over HTTP. */
  public ApiVerbs verbs() {
    return new ApiVerbs(requests, log, catalog);
  }

  /** Everything that is served. */
  public List<ResourceType> types() {
    return catalog.types();
  }

  /**
   * The object, as a tree of the caller's own, in the version of the API that {@code ref} names.
   */
  public Optional<ObjectNode> get(ObjectRef ref) {
    return requests.get(ref);
  }

  /** All objects of a kind by namespace and name; none if the kind is not installed. */
  public List<ObjectNode> list(String apiVersion, String kind) {
    return log
        .all(catalog.kindOf(apiVersion, kind).orElseGet(() -> Kinds.of(apiVersion, kind)))
        .stream()
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

  /** Does something of which nothing is stored and nobody hears: a dry run. */
  <T> T rehearse(Supplier<T> request) {
    return log.rehearse(request);
  }

  /** DELETE of whatever object has this name; dependents follow with {@link #collectGarbage}. */
  public Outcome delete(ObjectRef ref, Author author) {
    return answer(() -> requests.delete(ref, author));
  }

  /** DELETE with a grace period of 0 s: a pod is gone at once, whether it has ended or not. */
  public Outcome deleteNow(ObjectRef ref, Author author) {
    return answer(() -> requests.deleteNow(ref, author));
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
    return garbage.collect();
  }

  /**
   * From now on nothing can be created in the namespace; what is in it stays until somebody deletes
   * it.
   */
  public void terminateNamespace(String namespace) {
    serving.end(namespace);
  }

  public boolean isTerminating(String namespace) {
    return serving.isEnding(namespace);
  }

  /** Takes the kind out of discovery: requests for it find nothing, and its objects are gone. */
  public void uninstall(String apiVersion, String kind) {
    var gone = Kinds.of(apiVersion, kind);
    log.all(gone).forEach(stored -> log.remove(stored, SYSTEM));
    serving.uninstall(gone);
  }

  public void install(String apiVersion, String kind) {
    serving.install(Kinds.of(apiVersion, kind));
  }

  public boolean isInstalled(String apiVersion, String kind) {
    return serving.serves(Kinds.of(apiVersion, kind));
  }

  /**
   * Takes in an object, or all objects of a list, exactly as they are: with uid, resourceVersion,
   * status and managedFields, like a backup.
   */
  public void load(ObjectNode objectOrList) {
    if (objectOrList.path("items").isArray()) {
      Trees.objects(objectOrList, "items").forEach(this::load);
    } else {
      log.load(serving.kindOf(ObjectRef.of(objectOrList)), Trees.copy(objectOrList), SYSTEM);
    }
  }

  /** The namespace is empty and goes; one of the same name may come. */
  public void finishNamespace(String namespace) {
    log.find(Kinds.of("v1", "Namespace"), "", namespace)
        .ifPresent(stored -> log.remove(stored, SYSTEM));
    serving.ended(namespace);
  }

  /** The last change that the journal has forgotten. */
  public long forgotten() {
    return log.forgotten();
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

  private static Outcome answer(Supplier<? extends Outcome> request) {
    try {
      return request.get();
    } catch (NotAccepted refused) {
      return refused.refused();
    }
  }
}
