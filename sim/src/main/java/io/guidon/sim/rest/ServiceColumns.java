package io.guidon.sim.rest;

import static io.guidon.sim.rest.Columns.orNone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.util.List;
import java.util.stream.Collectors;

/** What kubectl shows of Services and their EndpointSlices. */
final class ServiceColumns {

  private static final int SHOWN = 3;

  private ServiceColumns() {}

  static void add(Columns columns) {
    columns
        .text("Type", "spec", "type")
        .text("Cluster-IP", service -> orNone(Trees.text(service, "spec", "clusterIP")))
        .text("External-IP", ServiceColumns::external)
        .text(
            "Port(s)",
            service ->
                orNone(
                    Trees.objects(service, "spec", "ports").stream()
                        .map(ServiceColumns::port)
                        .collect(Collectors.joining(","))))
        .age()
        .wide("Selector", service -> Columns.pairs(Trees.at(service, "spec", "selector")));
  }

  static void addSlice(Columns columns) {
    columns
        .text("AddressType", "addressType")
        .text(
            "Ports",
            slice ->
                some(
                    Trees.objects(slice, "ports").stream()
                        .map(port -> Trees.text(port, "port"))
                        .toList()))
        .text(
            "Endpoints",
            slice ->
                some(
                    Trees.objects(slice, "endpoints").stream()
                        .flatMap(endpoint -> Trees.texts(endpoint, "addresses").stream())
                        .toList()))
        .age();
  }

  private static String external(ObjectNode service) {
    return switch (Trees.text(service, "spec", "type")) {
      case "ExternalName" -> Trees.text(service, "spec", "externalName");
      case "LoadBalancer" -> {
        var addresses =
            Trees.objects(service, "status", "loadBalancer", "ingress").stream()
                .map(ingress ->
                    Trees.text(ingress, "ip").isEmpty()
                        ? Trees.text(ingress, "hostname")
                        : Trees.text(ingress, "ip"))
                .collect(Collectors.joining(","));
        yield addresses.isEmpty() ? "<pending>" : addresses;
      }
      default -> orNone(String.join(",", Trees.texts(service, "spec", "externalIPs")));
    };
  }

  private static String port(ObjectNode port) {
    var node = Trees.text(port, "nodePort");
    return Trees.text(port, "port")
        + (node.isEmpty() ? "" : ":" + node)
        + "/"
        + Trees.text(port, "protocol");
  }

  /** The first few, and how many more there are. */
  private static String some(List<String> all) {
    if (all.isEmpty()) {
      return "<unset>";
    }
    var shown = String.join(",", all.stream().limit(SHOWN).toList());
    return all.size() > SHOWN ? shown + " + " + (all.size() - SHOWN) + " more..." : shown;
  }
}
