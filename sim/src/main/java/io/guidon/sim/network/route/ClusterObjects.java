package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The objects that say where requests go, as they are at one moment. */
public record ClusterObjects(
    List<ObjectNode> gateways,
    List<ObjectNode> routes,
    List<ObjectNode> services,
    List<ObjectNode> slices,
    List<ObjectNode> namespaces,
    List<ObjectNode> grants) {

  /** The kinds that they are of. */
  public static final Set<String> KINDS =
      Set.of("Gateway", "HTTPRoute", "Service", "EndpointSlice", "Namespace", "ReferenceGrant");

  private static final String GATEWAY_API = "gateway.networking.k8s.io/";

  public static ClusterObjects of(ApiStore store) {
    return new ClusterObjects(
        store.list(GATEWAY_API + "v1", "Gateway"),
        store.list(GATEWAY_API + "v1", "HTTPRoute"),
        store.list("v1", "Service"),
        store.list("discovery.k8s.io/v1", "EndpointSlice"),
        store.list("v1", "Namespace"),
        store.list(GATEWAY_API + "v1beta1", "ReferenceGrant"));
  }

  Optional<ObjectNode> gateway(String namespace, String name) {
    return named(gateways, namespace, name);
  }

  Optional<ObjectNode> service(ServicePort ref) {
    return named(services, ref.namespace(), ref.name());
  }

  Optional<ObjectNode> namespace(String name) {
    return namespaces.stream()
        .filter(object -> Trees.text(object, "metadata", "name").equals(name))
        .findFirst();
  }

  /** Whether HTTPRoutes of one namespace may refer to a Service in another. */
  boolean mayRefer(String from, ServicePort to) {
    return from.equals(to.namespace())
        || grants.stream()
            .filter(grant -> Trees.text(grant, "metadata", "namespace").equals(to.namespace()))
            .anyMatch(grant ->
                Trees.objects(grant, "spec", "from").stream()
                        .anyMatch(source ->
                            Trees.text(source, "kind").equals("HTTPRoute")
                                && Trees.text(source, "namespace").equals(from))
                    && Trees.objects(grant, "spec", "to").stream()
                        .anyMatch(target ->
                            Trees.text(target, "kind").equals("Service")
                                && target.path("name").asText(to.name()).equals(to.name())));
  }

  private static Optional<ObjectNode> named(
      List<ObjectNode> objects, String namespace, String name) {
    return objects.stream()
        .filter(object -> Trees.text(object, "metadata", "name").equals(name))
        .filter(object -> Trees.text(object, "metadata", "namespace").equals(namespace))
        .findFirst();
  }
}
