package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write;
import io.guidon.core.rollout.Write.Outcome;
import io.guidon.core.rollout.Write.Outcome.Refused;
import io.guidon.core.rollout.Write.Refusal;
import io.guidon.sim.VirtualTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The operator's connection to the store: carries out its writes, as the fault plan lets it, and
 * counts them. One connection lasts over restarts of the operator; {@link #restarted} makes the
 * writes those of a new process.
 */
public final class OperatorClient {

  private static final String MANAGER = Write.FieldManager.GUIDON.wireName();

  private final ApiStore store;
  private final FaultPlan plan;
  private final VirtualTime time;
  private final List<Write> writes = new ArrayList<>();
  private int process = 1;

  public OperatorClient(ApiStore store, FaultPlan plan, VirtualTime time) {
    this.store = store;
    this.plan = plan;
    this.time = time;
  }

  /**
   * Carries out a write.
   *
   * @throws Killed if the plan says that the operator dies in its course
   */
  public Outcome write(Write write) {
    writes.add(write);
    int number = writes.size();
    time.block(plan.delayOf(number));
    var fault = plan.faultOf(number, write);
    return fault.isEmpty() ? carryOut(write) : carryOut(write, fault.get(), number);
  }

  /** What a write would come to; nothing is stored, and it counts as no write. */
  public Outcome rehearse(Write write) {
    return store.rehearse(() -> carryOut(write));
  }

  /** All writes that were tried, in order; the first has number 1. */
  public List<Write> writes() {
    return Collections.unmodifiableList(writes);
  }

  /** Forgets the writes that were tried; the next one has number 1 again. */
  public void forgetWrites() {
    writes.clear();
  }

  /** From now on another process writes. */
  public void restarted() {
    process++;
  }

  private Outcome carryOut(Write write, Fault fault, int number) {
    return switch (fault) {
      case SERVER_ERROR ->
          new Refused(
              Refusal.UNAVAILABLE, "Internal error occurred: etcdserver: request timed out");
      case CONFLICT -> NotAccepted.outdated(kindOf(write.on()), write.on().name()).refused();
      case THROTTLED ->
          new Refused(
              Refusal.THROTTLED,
              "the server has received too many requests and has asked us to try again later");
      case FORBIDDEN -> new Refused(Refusal.FORBIDDEN, forbidden(write));
      case NO_SUCH_KIND -> NotAccepted.noSuchKind().refused();
      case LOST -> {
        carryOut(write);
        yield new Refused(
            Refusal.UNAVAILABLE,
            "Timeout: request did not complete within requested timeout - context deadline exceeded");
      }
      case KILL -> {
        carryOut(write);
        throw new Killed(number);
      }
      case KILL_BEFORE -> throw new Killed(number);
    };
  }

  private Outcome carryOut(Write write) {
    return switch (write) {
      case Write.Create(var object) -> store.create(object, author(MANAGER));
      case Write.Apply(var configuration, var manager) ->
          store.applyForced(fenced(configuration), author(manager.wireName()));
      case Write.Patch(var on, var merge) -> store.patch(on, merge, author(MANAGER));
      case Write.Status(var on, var status, var resourceVersion) ->
          store.updateStatus(statusBody(on, status, resourceVersion), author(MANAGER));
      case Write.Delete(var on, var uid) -> store.delete(on, uid, author(MANAGER));
    };
  }

  /**
   * An apply that must create the object is sent with a resourceVersion that no object has: the API
   * server compares it with the live object, if there is one, and ignores it otherwise.
   */
  private static ObjectNode fenced(ObjectNode configuration) {
    var version = Trees.at(configuration, "metadata", "resourceVersion");
    if (version.isMissingNode() || !version.asText().isEmpty()) {
      return configuration;
    }
    return Trees.with(
        configuration, sent -> Trees.need(sent, "metadata").put("resourceVersion", ApiStore.NEVER));
  }

  private static ObjectNode statusBody(ObjectRef on, ObjectNode status, String resourceVersion) {
    var body = Trees.object();
    body.put("apiVersion", on.apiVersion()).put("kind", on.kind());
    body.putObject("metadata")
        .put("namespace", on.namespace())
        .put("name", on.name())
        .put("resourceVersion", resourceVersion);
    body.set("status", Trees.copy(status));
    return body;
  }

  private Author author(String manager) {
    return new Author(manager, "guidon-" + process);
  }

  private static String forbidden(Write write) {
    var kind = kindOf(write.on());
    return kind.resource()
        + " \""
        + write.on().name()
        + "\" is forbidden: User \"system:serviceaccount:guidon-system:guidon\" cannot "
        + verb(write)
        + " resource \""
        + kind.plural()
        + "\" in API group \""
        + kind.group()
        + "\" in the namespace \""
        + write.on().namespace()
        + "\"";
  }

  private static String verb(Write write) {
    return switch (write) {
      case Write.Create create -> "create";
      case Write.Apply apply -> "patch";
      case Write.Patch patch -> "patch";
      case Write.Status status -> "update";
      case Write.Delete delete -> "delete";
    };
  }

  private static Kind kindOf(ObjectRef ref) {
    return Kinds.of(ref.apiVersion(), ref.kind());
  }
}
