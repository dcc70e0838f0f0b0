package io.guidon.sim.store;

import static io.guidon.sim.store.Kind.Trait.BUILT_IN;
import static io.guidon.sim.store.Kind.Trait.CLUSTER;
import static io.guidon.sim.store.Kind.Trait.GENERATION;
import static io.guidon.sim.store.Kind.Trait.STATUS;

import io.guidon.sim.store.Kind.Trait;
import io.guidon.sim.store.ResourceType.Names;
import io.guidon.sim.store.ResourceType.Origin;
import io.guidon.sim.store.ResourceType.Scale;
import io.guidon.sim.store.ResourceType.Scope;
import io.guidon.sim.store.ResourceType.Version;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The kinds that are known without a definition: the built-in ones as Kubernetes 1.36 announces
 * them, and the custom resources that tests may use without installing a CRD.
 */
final class Kinds {

  private static final Optional<Scale> SCALE =
      Optional.of(new Scale(".spec.replicas", ".status.replicas", ".status.selector"));

  /** Kind Namespace. */
  static final Kind NAMESPACE;

  private static final Map<String, Kind> BUILT_INS = new LinkedHashMap<>();
  private static final Map<String, Kind> ASSUMED = new LinkedHashMap<>();

  static {
    builtIn("", "Namespace", List.of("ns"), List.of(), STATUS, CLUSTER);
    builtIn("", "Node", List.of("no"), List.of(), STATUS, CLUSTER);
    builtIn("", "Pod", List.of("po"), List.of("all"), STATUS, GENERATION);
    builtIn("", "Service", List.of("svc"), List.of("all"), STATUS);
    builtIn("", "ConfigMap", List.of("cm"), List.of());
    builtIn("", "Secret", List.of(), List.of());
    builtIn("", "ServiceAccount", List.of("sa"), List.of());
    builtIn("", "Event", List.of("ev"), List.of());
    builtIn("events.k8s.io", "Event", List.of("ev"), List.of());
    builtIn("apps", "Deployment", List.of("deploy"), List.of("all"), STATUS, GENERATION);
    builtIn("apps", "ReplicaSet", List.of("rs"), List.of("all"), STATUS, GENERATION);
    builtIn("apps", "DaemonSet", List.of("ds"), List.of("all"), STATUS, GENERATION);
    builtIn("apps", "StatefulSet", List.of("sts"), List.of("all"), STATUS, GENERATION);
    builtIn("apps", "ControllerRevision", List.of(), List.of());
    builtIn("autoscaling", "HorizontalPodAutoscaler", List.of("hpa"), List.of("all"), STATUS);
    builtIn("coordination.k8s.io", "Lease", List.of(), List.of());
    builtIn("discovery.k8s.io", "EndpointSlice", List.of(), List.of(), GENERATION);
    builtIn("networking.k8s.io", "Ingress", List.of("ing"), List.of(), STATUS, GENERATION);
    builtIn(
        "apiextensions.k8s.io",
        "CustomResourceDefinition",
        List.of("crd", "crds"),
        List.of("api-extensions"),
        STATUS,
        GENERATION,
        CLUSTER);
    NAMESPACE = Objects.requireNonNull(BUILT_INS.get("/Namespace"));
    for (String kind : List.of("Canary", "MetricTemplate", "AlertProvider")) {
      assume("flagger.app", kind, "v1beta1");
    }
    for (String kind : List.of("HTTPRoute", "Gateway")) {
      assume("gateway.networking.k8s.io", kind, "v1", "v1beta1");
    }
  }

  private Kinds() {}

  /** The built-in kinds. */
  static Collection<Kind> builtIn() {
    return Collections.unmodifiableCollection(BUILT_INS.values());
  }

  /** The kinds of custom resources that tests use without a CRD. */
  static Collection<Kind> assumed() {
    return Collections.unmodifiableCollection(ASSUMED.values());
  }

  /** A built-in kind; empty if there is none of this name. */
  static Optional<Kind> builtIn(String group, String name) {
    return Optional.ofNullable(BUILT_INS.get(group + "/" + name));
  }

  /**
   * A kind that is known; any other one is taken for a namespaced custom resource with a status.
   */
  static Kind of(String apiVersion, String name) {
    String group = Kind.groupOf(apiVersion);
    String key = group + "/" + name;
    Kind known = BUILT_INS.getOrDefault(key, ASSUMED.get(key));
    return known != null ? known : custom(group, name, List.of(Kind.versionOf(apiVersion)));
  }

  private static void builtIn(
      String group,
      String name,
      List<String> shortNames,
      List<String> categories,
      Trait... traits) {
    var all = new HashSet<>(Set.of(traits));
    all.add(BUILT_IN);
    var scale =
        Set.of("Deployment", "ReplicaSet", "StatefulSet").contains(name)
            ? SCALE
            : Optional.<Scale>empty();
    var versions =
        versionsOf(group).stream()
            .map(version ->
                new Version(
                    version,
                    true,
                    version.equals(versionsOf(group).getFirst()),
                    all.contains(STATUS),
                    scale,
                    List.of(),
                    Optional.empty()))
            .toList();
    var scope = all.contains(CLUSTER) ? Scope.CLUSTER : Scope.NAMESPACED;
    var type =
        new ResourceType(
            group, names(name, shortNames, categories), scope, Origin.BUILT_IN, versions);
    String storedAs = name.equals("Event") ? "events" : type.resource();
    BUILT_INS.put(group + "/" + name, new Kind(type, storedAs, all));
  }

  /** The versions of a built-in group, the one that is stored first. */
  private static List<String> versionsOf(String group) {
    return group.equals("autoscaling") ? List.of("v2", "v1") : List.of("v1");
  }

  private static void assume(String group, String name, String... versions) {
    ASSUMED.put(group + "/" + name, custom(group, name, List.of(versions)));
  }

  private static Kind custom(String group, String name, List<String> versions) {
    var type =
        new ResourceType(
            group,
            names(name, List.of(), List.of()),
            Scope.NAMESPACED,
            Origin.CUSTOM,
            versions.stream()
                .map(version ->
                    new Version(
                        version,
                        true,
                        version.equals(versions.getFirst()),
                        true,
                        Optional.empty(),
                        List.of(),
                        Optional.empty()))
                .toList());
    return new Kind(type, type.resource(), Set.of(STATUS, GENERATION));
  }

  private static Names names(String kind, List<String> shortNames, List<String> categories) {
    return new Names(
        kind,
        kind + "List",
        Kind.pluralOf(kind),
        kind.toLowerCase(Locale.ROOT),
        shortNames,
        categories);
  }
}
