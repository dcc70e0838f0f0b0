package io.guidon.sim.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** A gateway that says in each HTTPRoute's status whether it accepts the route. */
final class GatewayController {

  private static final String CONTROLLER = "sim.guidon.io/gateway";

  private final ApiClient client;
  private final VirtualTime time;
  private final Duration delay;
  private final Set<ObjectRef> queued = new HashSet<>();
  private GatewayMode mode = GatewayMode.ACCEPTS;

  /**
   * @param delay from a change of a route until its status says so
   */
  GatewayController(ApiClient client, VirtualTime time, Duration delay) {
    this.client = client;
    this.time = time;
    this.delay = delay;
  }

  void become(GatewayMode next) {
    mode = next;
  }

  void onChange(Change change) {
    boolean wanted =
        change
            .before()
            .map(before -> !generation(before).equals(generation(change.object())))
            .orElse(true);
    if (change.type() != Change.Type.DELETED && wanted) {
      routeChanged(change.ref());
    }
  }

  void routeChanged(ObjectRef route) {
    if (queued.add(route)) {
      time.after(delay, () -> sync(route));
    }
  }

  private void sync(ObjectRef ref) {
    queued.remove(ref);
    if (mode != GatewayMode.SILENT) {
      client.get(ref).ifPresent(this::report);
    }
  }

  private void report(ObjectNode route) {
    var before = Trees.objects(route, "status", "parents");
    var parents = Trees.array();
    for (var parent : Trees.objects(route, "spec", "parentRefs")) {
      var entry = parents.addObject();
      entry.put("controllerName", CONTROLLER);
      entry.set("parentRef", parent.deepCopy());
      var earlier =
          before.stream()
              .filter(known -> known.path("parentRef").equals(parent))
              .findFirst()
              .orElseGet(Trees::object);
      var conditions = entry.putArray("conditions");
      boolean accepted = mode == GatewayMode.ACCEPTS;
      conditions.add(
          condition(
              route,
              earlier,
              "Accepted",
              accepted ? "Accepted" : "NotAllowedByListeners",
              accepted));
      conditions.add(condition(route, earlier, "ResolvedRefs", "ResolvedRefs", true));
    }
    Trees.need(route, "status").set("parents", parents);
    client.updateStatus(route);
  }

  private ObjectNode condition(
      ObjectNode route, ObjectNode earlier, String type, String reason, boolean holds) {
    String status = holds ? "True" : "False";
    var condition = Trees.object();
    condition.put("type", type);
    condition.put("status", status);
    condition.put("reason", reason);
    condition.put("message", "");
    condition.put("observedGeneration", Trees.at(route, "metadata", "generation").asInt());
    condition.put("lastTransitionTime", since(earlier, type, status));
    return condition;
  }

  private String since(ObjectNode earlier, String type, String status) {
    return Trees.objects(earlier, "conditions").stream()
        .filter(condition -> Trees.text(condition, "type").equals(type))
        .filter(condition -> Trees.text(condition, "status").equals(status))
        .map(condition -> Trees.text(condition, "lastTransitionTime"))
        .findFirst()
        .orElseGet(() -> Trees.time(time.now()));
  }

  private static String generation(ObjectNode tree) {
    return Trees.text(tree, "metadata", "generation");
  }
}
