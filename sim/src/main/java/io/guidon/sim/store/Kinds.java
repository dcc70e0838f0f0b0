package io.guidon.sim.store;

import static io.guidon.sim.store.Kind.Trait.BUILT_IN;
import static io.guidon.sim.store.Kind.Trait.CLUSTER;
import static io.guidon.sim.store.Kind.Trait.GENERATION;
import static io.guidon.sim.store.Kind.Trait.STATUS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The kinds whose traits are known; any other one is taken for a namespaced custom resource with a
 * status.
 */
final class Kinds {

  private static final Map<String, Kind> KNOWN = new LinkedHashMap<>();

  static {
    List.of(
            new Kind("apps", "Deployment", "deployments", Set.of(BUILT_IN, STATUS, GENERATION)),
            new Kind("apps", "DaemonSet", "daemonsets", Set.of(BUILT_IN, STATUS, GENERATION)),
            new Kind("apps", "ReplicaSet", "replicasets", Set.of(BUILT_IN, STATUS, GENERATION)),
            new Kind("apps", "StatefulSet", "statefulsets", Set.of(BUILT_IN, STATUS, GENERATION)),
            new Kind(
                "apiextensions.k8s.io",
                "CustomResourceDefinition",
                "customresourcedefinitions",
                Set.of(BUILT_IN, STATUS, GENERATION, CLUSTER)),
            new Kind("", "ServiceAccount", "serviceaccounts", Set.of(BUILT_IN)),
            new Kind("", "Node", "nodes", Set.of(BUILT_IN, STATUS, CLUSTER)),
            new Kind("apps", "ControllerRevision", "controllerrevisions", Set.of(BUILT_IN)),
            new Kind("", "Pod", "pods", Set.of(BUILT_IN, STATUS, GENERATION)),
            new Kind("", "Service", "services", Set.of(BUILT_IN, STATUS)),
            new Kind("", "ConfigMap", "configmaps", Set.of(BUILT_IN)),
            new Kind("", "Secret", "secrets", Set.of(BUILT_IN)),
            new Kind("", "Event", "events", Set.of(BUILT_IN)),
            new Kind("", "Namespace", "namespaces", Set.of(BUILT_IN, STATUS, CLUSTER)),
            new Kind("coordination.k8s.io", "Lease", "leases", Set.of(BUILT_IN)),
            new Kind(
                "discovery.k8s.io",
                "EndpointSlice",
                "endpointslices",
                Set.of(BUILT_IN, GENERATION)),
            new Kind(
                "autoscaling",
                "HorizontalPodAutoscaler",
                "horizontalpodautoscalers",
                Set.of(BUILT_IN, STATUS)),
            new Kind(
                "networking.k8s.io", "Ingress", "ingresses", Set.of(BUILT_IN, STATUS, GENERATION)),
            new Kind("flagger.app", "Canary", "canaries", Set.of(STATUS, GENERATION)),
            new Kind(
                "flagger.app", "MetricTemplate", "metrictemplates", Set.of(STATUS, GENERATION)),
            new Kind("flagger.app", "AlertProvider", "alertproviders", Set.of(STATUS, GENERATION)),
            new Kind(
                "gateway.networking.k8s.io", "HTTPRoute", "httproutes", Set.of(STATUS, GENERATION)),
            new Kind(
                "gateway.networking.k8s.io", "Gateway", "gateways", Set.of(STATUS, GENERATION)),
            new Kind(
                "gateway.networking.k8s.io",
                "GatewayClass",
                "gatewayclasses",
                Set.of(STATUS, GENERATION, CLUSTER)))
        .forEach(kind -> KNOWN.put(kind.group() + "/" + kind.name(), kind));
  }

  private Kinds() {}

  static Kind of(String apiVersion, String name) {
    String group = Kind.groupOf(apiVersion);
    Kind known = KNOWN.get(group + "/" + name);
    return known != null
        ? known
        : new Kind(group, name, Kind.pluralOf(name), Set.of(STATUS, GENERATION));
  }
}
