package io.guidon.sim.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.model.DataPath.ParentReport;
import io.guidon.sim.model.DataPath.Verdict;
import io.guidon.sim.store.ApiClient;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A gateway that says in each HTTPRoute's status whether it accepts the route; with a data path,
 * also in the status of Gateways and GatewayClasses, and never before requests are routed so.
 */
final class GatewayController {

  private static final String CONTROLLER = "sim.guidon.io/gateway";
  private static final Verdict ACCEPTED = Verdict.yes("Accepted");

  private final ApiClient client;
  private final VirtualTime time;
  private final Duration delay;
  private final Set<ObjectRef> queued = new HashSet<>();
  private Optional<DataPath> dataPath = Optional.empty();
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

  void reportFor(DataPath path) {
    dataPath = Optional.of(path);
  }

  void onChange(Change change) {
    boolean wanted =
        change
            .before()
            .map(before -> !generation(before).equals(generation(change.object())))
            .orElse(true);
    if (change.type() != Change.Type.DELETED && wanted) {
      changed(change.ref());
    }
  }

  /** Reports on a route, Gateway or GatewayClass after the usual delay. */
  void changed(ObjectRef ref) {
    if (queued.add(ref)) {
      time.after(delay, () -> sync(ref));
    }
  }

  private void sync(ObjectRef ref) {
    queued.remove(ref);
    if (mode == GatewayMode.SILENT) {
      return;
    }
    dataPath.ifPresent(DataPath::catchUp);
    client.get(ref).ifPresent(this::report);
  }

  private void report(ObjectNode tree) {
    switch (Trees.text(tree, "kind")) {
      case "HTTPRoute" -> reportRoute(tree);
      case "Gateway" -> dataPath.ifPresent(path -> reportGateway(tree, path));
      case "GatewayClass" -> dataPath.ifPresent(path -> reportClass(tree));
      default -> throw new IllegalArgumentException("no gateway reports on " + ObjectRef.of(tree));
    }
    client.updateStatus(tree);
  }

  private void reportRoute(ObjectNode route) {
    var before = Trees.objects(route, "status", "parents");
    var parents = Trees.array();
    for (var report : reports(route)) {
      var entry = parents.addObject();
      entry.put("controllerName", CONTROLLER);
      entry.set("parentRef", report.parentRef().deepCopy());
      var earlier =
          before.stream()
              .filter(known -> known.path("parentRef").equals(report.parentRef()))
              .findFirst()
              .orElseGet(Trees::object);
      boolean rejects = mode == GatewayMode.REJECTS;
      entry.set(
          "conditions",
          new StatusConditions(route, earlier, time.now())
              .with(
                  "Accepted", rejects ? Verdict.no("NotAllowedByListeners", "") : report.accepted())
              .with("ResolvedRefs", report.resolvedRefs())
              .list());
    }
    Trees.need(route, "status").set("parents", parents);
  }

  private List<ParentReport> reports(ObjectNode route) {
    return dataPath
        .map(path -> path.route(route))
        .orElseGet(() ->
            Trees.objects(route, "spec", "parentRefs").stream()
                .map(parent -> new ParentReport(parent, ACCEPTED, Verdict.yes("ResolvedRefs")))
                .toList());
  }

  private void reportGateway(ObjectNode gateway, DataPath path) {
    var report = path.gateway(gateway);
    var before = gateway.path("status");
    var status = Trees.object();
    status
        .putArray("addresses")
        .addObject()
        .put("type", "IPAddress")
        .put("value", report.address());
    status.set(
        "conditions",
        new StatusConditions(gateway, before, time.now())
            .with("Accepted", ACCEPTED)
            .with("Programmed", Verdict.yes("Programmed"))
            .list());
    var listeners = status.putArray("listeners");
    for (var listener : report.listeners()) {
      var earlier =
          Trees.objects(before, "listeners").stream()
              .filter(known -> Trees.text(known, "name").equals(listener.name()))
              .findFirst()
              .orElseGet(Trees::object);
      var entry = listeners.addObject().put("name", listener.name());
      entry
          .putArray("supportedKinds")
          .addObject()
          .put("group", "gateway.networking.k8s.io")
          .put("kind", "HTTPRoute");
      entry.put("attachedRoutes", listener.attachedRoutes());
      boolean works = listener.accepted().holds();
      entry.set(
          "conditions",
          new StatusConditions(gateway, earlier, time.now())
              .with("Accepted", listener.accepted())
              .with("Programmed", works ? Verdict.yes("Programmed") : Verdict.no("Invalid", ""))
              .with("ResolvedRefs", Verdict.yes("ResolvedRefs"))
              .list());
    }
    gateway.set("status", status);
  }

  private void reportClass(ObjectNode gatewayClass) {
    var before = gatewayClass.path("status");
    Trees.need(gatewayClass, "status")
        .set(
            "conditions",
            new StatusConditions(gatewayClass, before, time.now())
                .with("Accepted", ACCEPTED)
                .list());
  }

  private static String generation(ObjectNode tree) {
    return Trees.text(tree, "metadata", "generation");
  }
}
