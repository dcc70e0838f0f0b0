package io.guidon.sim.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.model.ClusterSettings.Part;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The world around the store: Deployment controller and pods, EndpointSlices, a gateway, the
 * garbage collector; all in virtual time, all through the store's own API. Its pods are the truth
 * about who can answer requests.
 */
public final class Workloads {

  private static final String DEPLOYMENT = "Deployment";
  private static final String SERVICE = "Service";
  private static final String ROUTE = "HTTPRoute";
  private static final String GATEWAY = "Gateway";
  private static final String GATEWAY_CLASS = "GatewayClass";
  private static final String GATEWAY_API = "gateway.networking.k8s.io/v1";
  private static final String POD = "Pod";
  private static final String GATEWAY_MANAGER = "gateway";

  private final ApiStore store;
  private final VirtualTime time;
  private final ClusterSettings settings;
  private final PodModes modes;
  private final List<Consumer<PodChange>> listeners = new ArrayList<>();
  private final DeploymentController deployments;
  private final EndpointSliceController endpoints;
  private final GatewayController gateway;
  private final PodObjects podObjects;
  private boolean collecting;
  private boolean carried;

  private Workloads(ApiStore store, VirtualTime time, ClusterSettings settings) {
    this.store = store;
    this.time = time;
    this.settings = settings;
    this.modes = new PodModes(PodMode.readyAfter(settings.podStart()));
    var client = store.client("kube-controller-manager");
    this.podObjects =
        new PodObjects(
            client,
            store.client("kubelet"),
            time,
            settings.podEnd(),
            this::podDeleted,
            this::podsChanged);
    this.deployments =
        new DeploymentController(
            client,
            time,
            settings.controller(),
            modes,
            this::podsChanged,
            settings.parts().contains(Part.PODS) ? podObjects : deployment -> {});
    this.endpoints =
        new EndpointSliceController(
            client, time, settings.endpoints(), this::pods, this::terminatingPods);
    this.gateway = new GatewayController(store.client(GATEWAY_MANAGER), time, settings.gateway());
  }

  /**
   * Begins to act on the store. Pods of Deployments that are there already run, as many ready as
   * their status says.
   */
  public static Workloads start(ApiStore store, VirtualTime time, ClusterSettings settings) {
    var world = new Workloads(store, time, settings);
    if (settings.parts().contains(Part.DEPLOYMENTS)) {
      if (settings.parts().contains(Part.PODS)) {
        world.podObjects.clearAway(store.list("v1", POD));
      }
      store.list("apps/v1", DEPLOYMENT).forEach(world.deployments::adopt);
    }
    store.list("v1", SERVICE).forEach(service -> world.endpointsOf(ObjectRef.of(service)));
    if (settings.parts().contains(Part.GATEWAY)) {
      world.reportOn(ROUTE);
    }
    store.onChange(world::onChange);
    return world;
  }

  public static Workloads start(ApiStore store, VirtualTime time) {
    return start(store, time, ClusterSettings.usual());
  }

  /**
   * Says how pods get ready, also those that run already; what is said later wins.
   *
   * @param deployment name of the Deployment; empty for any
   * @param image the end of the image's name, for instance {@code :2.0.0}; empty for any
   */
  public void mode(String deployment, String image, PodMode mode) {
    modes.add(deployment, image, mode);
    deployments.rethink();
  }

  /** Says what the gateway does from now on, also about the routes that are there. */
  public void gateway(GatewayMode mode) {
    gateway.become(mode);
    reportOn(ROUTE);
  }

  /**
   * From now on the pods, also those that are there, run these; they are ready only when their
   * containers say so. Needs {@link Part#PODS}.
   */
  public void run(Applications applications) {
    if (!settings.parts().contains(Part.PODS)) {
      throw new IllegalStateException(
          "applications run in pods, but the settings leave out PODS: use ClusterSettings.live()");
    }
    podObjects.run(applications);
  }

  /** From now on requests go through this, and the gateway reports what it says. */
  public void carry(DataPath dataPath) {
    carried = true;
    gateway.reportFor(dataPath);
    reportOnGateways();
  }

  /** A kubelet saw this of the container of a pod; ignored if the pod is ending or gone. */
  public void containerChanged(ObjectRef pod, ContainerState state) {
    podObjects
        .deploymentOf(pod)
        .ifPresent(deployment -> deployments.containerChanged(deployment, pod.name(), state));
  }

  /** An accident: {@code count} pods of the Deployment die. Its controller makes new ones. */
  public void losePods(ObjectRef deployment, int count) {
    deployments.lose(deployment, count);
  }

  /** An accident: all pods of the Deployment die. */
  public void losePods(ObjectRef deployment) {
    losePods(deployment, Integer.MAX_VALUE);
  }

  /** All pods of a namespace. */
  public List<Pod> pods(String namespace) {
    return deployments
        .pods()
        .filter(pod -> pod.deployment().namespace().equals(namespace))
        .toList();
  }

  /** The pods of a namespace that are ending. They answer still. */
  public List<Pod> terminatingPods(String namespace) {
    return podObjects
        .terminating()
        .filter(pod -> pod.deployment().namespace().equals(namespace))
        .toList();
  }

  public int readyPods(ObjectRef deployment) {
    return (int)
        deployments
            .pods()
            .filter(pod -> pod.deployment().equals(deployment))
            .filter(Pod::isReady)
            .count();
  }

  /** How many pods would answer a request to this Service now, whatever its EndpointSlices say. */
  public int readyPodsBehind(ObjectNode service) {
    var selector = EndpointSliceController.selector(service);
    return (int)
        pods(Trees.text(service, "metadata", "namespace")).stream()
            .filter(pod -> pod.isReady() && pod.isSelectedBy(selector))
            .count();
  }

  /** Calls {@code listener} at once whenever pods come, go, or change their readiness. */
  public void onPodsChanged(Consumer<PodChange> listener) {
    listeners.add(listener);
  }

  /**
   * Deletes a namespace: nothing can be created in it any more, and what is in it is deleted,
   * unless finalizers hold it.
   */
  public void deleteNamespace(String namespace) {
    store.terminateNamespace(namespace);
    var client = store.client("namespace-controller");
    for (ObjectRef ref : store.refs(namespace)) {
      if (client.get(ref).isPresent()) {
        client.delete(ref);
      }
    }
  }

  private void onChange(Change change) {
    switch (change.ref().kind()) {
      case DEPLOYMENT -> {
        if (settings.parts().contains(Part.DEPLOYMENTS)) {
          deployments.onChange(change);
        }
      }
      case POD -> podObjects.onChange(change);
      case SERVICE -> {
        endpointsOf(change.ref());
        if (carried && change.type() != Change.Type.MODIFIED) {
          // References of routes may be resolved now, or no longer.
          reportOn(ROUTE);
        }
      }
      case ROUTE, GATEWAY, GATEWAY_CLASS -> {
        if (settings.parts().contains(Part.GATEWAY)) {
          gatewayObjectChanged(change);
        }
      }
      default -> {
        // No controller cares.
      }
    }
    boolean mayLeaveOrphans =
        change.type() == Change.Type.DELETED
            || (change.type() == Change.Type.ADDED
                && Trees.at(change.object(), "metadata").has("ownerReferences"));
    if (mayLeaveOrphans) {
      collectGarbage();
    }
  }

  private void gatewayObjectChanged(Change change) {
    if (change.ref().kind().equals(ROUTE)) {
      gateway.onChange(change);
    }
    if (carried && !change.by().manager().equals(GATEWAY_MANAGER)) {
      // Routes are held against Gateways, and Gateways count their routes.
      reportOnGateways();
    }
  }

  private void reportOnGateways() {
    List.of(GATEWAY_CLASS, GATEWAY, ROUTE).forEach(this::reportOn);
  }

  private void reportOn(String kind) {
    store.list(GATEWAY_API, kind).forEach(object -> gateway.changed(ObjectRef.of(object)));
  }

  private void podDeleted(ObjectRef pod) {
    podObjects
        .deploymentOf(pod)
        .ifPresent(deployment ->
            time.after(Duration.ZERO, () -> deployments.lose(deployment, pod.name())));
  }

  private void podsChanged(PodChange change) {
    for (var service : store.list("v1", SERVICE, change.deployment().namespace())) {
      endpointsOf(ObjectRef.of(service));
    }
    List.copyOf(listeners).forEach(listener -> listener.accept(change));
  }

  private void endpointsOf(ObjectRef service) {
    if (settings.parts().contains(Part.ENDPOINTS)) {
      endpoints.serviceChanged(service);
    }
  }

  /**
   * One pass after a while; what it deletes may leave orphans of its own, which schedules the next
   * one.
   */
  private void collectGarbage() {
    if (settings.parts().contains(Part.GARBAGE_COLLECTOR) && !collecting) {
      collecting = true;
      time.after(
          settings.garbage(),
          () -> {
            collecting = false;
            store.collectGarbage();
          });
    }
  }

  /** Labels by which a Service of this tree selects pods. */
  public static Map<String, String> selectorOf(ObjectNode service) {
    return EndpointSliceController.selector(service);
  }
}
