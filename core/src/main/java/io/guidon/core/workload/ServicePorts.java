package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ServiceSpec;
import io.guidon.core.resource.TargetPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ports that a Canary describes (spec/workloads.md §9.1, §9.3). */
final class ServicePorts {
  private static final String TCP = "TCP";

  /** Sidecars of meshes, whose ports are nobody's business. */
  private static final Set<String> SIDECARS = Set.of("istio-proxy", "envoy");

  private ServicePorts() {}

  /** A further container port. */
  private record Discovered(String name, String fallback, int number) {}

  /** The main port, then what port discovery finds, by number. */
  static List<ObjectNode> described(ServiceSpec service, JsonNode podTemplate) {
    var ports = new ArrayList<ObjectNode>();
    ports.add(main(service));
    if (service.portDiscovery()) {
      ports.addAll(further(service, podTemplate));
    }
    return ports;
  }

  private static ObjectNode main(ServiceSpec service) {
    var port = port(service.portName(), service.port());
    switch (service.targetPort()) {
      case TargetPort.Numbered(int number) -> port.put("targetPort", number);
      case TargetPort.Named(String name) -> port.put("targetPort", name);
    }
    service
        .appProtocol()
        .filter(protocol -> !protocol.isEmpty())
        .ifPresent(protocol -> port.put("appProtocol", protocol));
    return port;
  }

  private static ObjectNode port(String name, int number) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("protocol", TCP)
        .put("port", number);
  }

  /**
   * Each further container port once. Where its name is taken it gets the name of an unnamed one,
   * and where its number is taken it is left out: the API server would refuse the whole Service, as
   * it does with Flagger's.
   */
  private static List<ObjectNode> further(ServiceSpec service, JsonNode podTemplate) {
    var names = new HashSet<>(Set.of(service.portName()));
    var numbers = new HashSet<>(Set.of(service.port()));
    var ports = new ArrayList<ObjectNode>();
    for (var found : discovered(service.targetPort(), podTemplate)) {
      var name = names.contains(found.name()) ? found.fallback() : found.name();
      if (!numbers.contains(found.number()) && !names.contains(name)) {
        names.add(name);
        numbers.add(found.number());
        ports.add(port(name, found.number()).put("targetPort", found.number()));
      }
    }
    ports.sort(Comparator.comparingInt(port -> port.path("port").asInt()));
    return ports;
  }

  private static List<Discovered> discovered(TargetPort main, JsonNode podTemplate) {
    var found = new ArrayList<Discovered>();
    for (var container : podTemplate.path("spec").path("containers")) {
      var owner = container.path("name").asText();
      int position = 0;
      for (var port : container.path("ports")) {
        var fallback = "tcp-" + owner + "-" + position++;
        if (!SIDECARS.contains(owner) && !isMain(main, port)) {
          found.add(
              new Discovered(
                  port.path("name").asText(fallback),
                  fallback,
                  port.path("containerPort").asInt()));
        }
      }
    }
    return found;
  }

  private static boolean isMain(TargetPort main, JsonNode port) {
    return switch (main) {
      case TargetPort.Numbered(int number) -> port.path("containerPort").asInt() == number;
      case TargetPort.Named(String name) -> port.path("name").asText().equals(name);
    };
  }
}
