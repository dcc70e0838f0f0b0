package io.guidon.sim.store;

import static io.guidon.sim.store.ResourceType.Scope.CLUSTER;
import static io.guidon.sim.store.ResourceType.Scope.NAMESPACED;
import static io.guidon.sim.store.ResourceType.Subresource.SCALE;
import static io.guidon.sim.store.ResourceType.Subresource.STATUS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.schema.Schema;
import io.guidon.sim.store.ResourceType.Subresource;
import io.guidon.sim.store.ResourceType.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an API server serves: the kinds that are compiled in, and those of the
 * CustomResourceDefinitions that are stored.
 */
final class Catalog {

  static final Kind DEFINITION = Kinds.of("apiextensions.k8s.io/v1", "CustomResourceDefinition");

  private static final List<ResourceType> BUILT_IN =
      List.of(
          type("", "v1", "ConfigMap", "configmaps", "cm"),
          type("", "v1", "Event", "events", "ev"),
          cluster(type("", "v1", "Namespace", "namespaces", "ns"), STATUS),
          cluster(type("", "v1", "Node", "nodes", "no"), STATUS),
          with(inAll(type("", "v1", "Pod", "pods", "po")), STATUS),
          type("", "v1", "Secret", "secrets"),
          type("", "v1", "ServiceAccount", "serviceaccounts", "sa"),
          with(inAll(type("", "v1", "Service", "services", "svc")), STATUS),
          type("apps", "v1", "ControllerRevision", "controllerrevisions"),
          with(inAll(type("apps", "v1", "DaemonSet", "daemonsets", "ds")), STATUS),
          with(inAll(type("apps", "v1", "Deployment", "deployments", "deploy")), STATUS, SCALE),
          with(inAll(type("apps", "v1", "ReplicaSet", "replicasets", "rs")), STATUS, SCALE),
          with(inAll(type("apps", "v1", "StatefulSet", "statefulsets", "sts")), STATUS, SCALE),
          with(
              inAll(
                  type(
                      "autoscaling",
                      "v2",
                      "HorizontalPodAutoscaler",
                      "horizontalpodautoscalers",
                      "hpa")),
              STATUS),
          type("coordination.k8s.io", "v1", "Lease", "leases"),
          type("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices"),
          with(type("networking.k8s.io", "v1", "Ingress", "ingresses", "ing"), STATUS),
          cluster(
              type(
                  "apiextensions.k8s.io",
                  "v1",
                  "CustomResourceDefinition",
                  "customresourcedefinitions",
                  "crd",
                  "crds"),
              STATUS));

  private final Map<String, ResourceType> custom = new LinkedHashMap<>();
  private final Map<Schema, Shape> shapes = new HashMap<>();

  /** Everything that is served. */
  List<ResourceType> types() {
    var all = new ArrayList<>(BUILT_IN);
    all.addAll(custom.values());
    return all;
  }

  Optional<ResourceType> find(String group, String kind) {
    return types().stream()
        .filter(type -> type.group().equals(group) && type.kind().equals(kind))
        .findFirst();
  }

  /** The kind as the store knows it. */
  Optional<Kind> kindOf(String apiVersion, String name) {
    String group = Kind.groupOf(apiVersion);
    return find(group, name).map(Catalog::kind);
  }

  static Kind kind(ResourceType type) {
    Kind known = Kinds.of(type.group() + "/any", type.kind());
    if (!type.isCustom()
        && known.plural().equals(type.plural())
        && type.isNamespaced() != known.has(Kind.Trait.CLUSTER)) {
      return known;
    }
    var traits = EnumSet.of(Kind.Trait.GENERATION);
    if (type.versions().stream().anyMatch(version -> version.has(STATUS))) {
      traits.add(Kind.Trait.STATUS);
    }
    if (!type.isNamespaced()) {
      traits.add(Kind.Trait.CLUSTER);
    }
    return new Kind(type.group(), type.kind(), type.plural(), traits);
  }

  /** The schema of a custom resource, if it has one. */
  Optional<Schema> schema(Kind kind, ObjectNode tree) {
    var type = custom.get(kind.group() + "/" + kind.name());
    if (type == null) {
      return Optional.empty();
    }
    var apiVersion = Trees.text(tree, "apiVersion");
    return type.version(apiVersion.substring(apiVersion.indexOf('/') + 1))
        .or(() -> Optional.of(type.versions().getFirst()))
        .flatMap(Version::schema);
  }

  /** Where a custom resource keeps what its scale says; empty for what is compiled in. */
  Optional<JsonNode> scalePaths(String apiVersion, String kind) {
    return find(Kind.groupOf(apiVersion), kind)
        .filter(ResourceType::isCustom)
        .flatMap(type -> type.version(apiVersion.substring(apiVersion.indexOf('/') + 1)))
        .map(Version::scalePaths);
  }

  /** How the parts of such an object are owned. */
  Shape shape(Kind kind, ObjectNode tree) {
    return schema(kind, tree)
        .map(schema -> shapes.computeIfAbsent(schema, Shapes::of))
        .orElseGet(() -> Shapes.of(kind));
  }

  /** From now on the kind of this CustomResourceDefinition is served as it says. */
  void define(ObjectNode definition) {
    var type = typeOf(definition);
    custom.put(type.group() + "/" + type.kind(), type);
  }

  /** From now on the kind is not served any more. */
  Optional<Kind> remove(ObjectNode definition) {
    var type =
        custom.remove(
            Trees.text(definition, "spec", "group")
                + "/"
                + Trees.text(definition, "spec", "names", "kind"));
    return Optional.ofNullable(type).map(Catalog::kind);
  }

  private static ResourceType typeOf(ObjectNode definition) {
    var names = Trees.at(definition, "spec", "names");
    var kind = Trees.text(names, "kind");
    var singular = Trees.text(names, "singular");
    var versions = new ArrayList<Version>();
    // The stored version is the one that clients are to prefer, unless it is older in Kubernetes'
    // order.
    for (var version : Trees.objects(definition, "spec", "versions")) {
      if (version.path("served").asBoolean()) {
        versions.add(versionOf(version));
      }
    }
    versions.sort((one, other) -> VersionOrder.compare(other.name(), one.name()));
    return new ResourceType(
        Trees.text(definition, "spec", "group"),
        kind,
        Trees.text(names, "plural"),
        singular.isEmpty() ? kind.toLowerCase(Locale.ROOT) : singular,
        Trees.text(definition, "spec", "scope").equals("Cluster") ? CLUSTER : NAMESPACED,
        Trees.texts(names, "shortNames"),
        Trees.texts(names, "categories"),
        versions);
  }

  private static Version versionOf(ObjectNode version) {
    var subresources = EnumSet.noneOf(Subresource.class);
    if (Trees.at(version, "subresources").has("status")) {
      subresources.add(STATUS);
    }
    if (Trees.at(version, "subresources").has("scale")) {
      subresources.add(SCALE);
    }
    return new Version(
        Trees.text(version, "name"),
        Trees.objectAt(version, "schema", "openAPIV3Schema").map(Schema::of),
        Trees.at(version, "additionalPrinterColumns"),
        Trees.at(version, "subresources", "scale"),
        subresources);
  }

  private static ResourceType type(
      String group, String version, String kind, String plural, String... shortNames) {
    return new ResourceType(
        group,
        kind,
        plural,
        kind.toLowerCase(Locale.ROOT),
        NAMESPACED,
        List.of(shortNames),
        List.of(),
        List.of(new Version(version, Optional.empty(), Trees.array(), Trees.object(), Set.of())));
  }

  private static ResourceType cluster(ResourceType type, Subresource... subresources) {
    return copy(with(type, subresources), CLUSTER, type.categories());
  }

  private static ResourceType inAll(ResourceType type) {
    return copy(type, type.scope(), List.of("all"));
  }

  private static ResourceType copy(
      ResourceType type, ResourceType.Scope scope, List<String> categories) {
    return new ResourceType(
        type.group(),
        type.kind(),
        type.plural(),
        type.singular(),
        scope,
        type.shortNames(),
        categories,
        type.versions());
  }

  private static ResourceType with(ResourceType type, Subresource... subresources) {
    var versions =
        type.versions().stream()
            .map(version ->
                new Version(
                    version.name(),
                    version.schema(),
                    version.columns(),
                    version.scalePaths(),
                    Set.copyOf(Arrays.asList(subresources))))
            .toList();
    return new ResourceType(
        type.group(),
        type.kind(),
        type.plural(),
        type.singular(),
        type.scope(),
        type.shortNames(),
        type.categories(),
        versions);
  }
}
