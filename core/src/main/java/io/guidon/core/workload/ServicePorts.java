package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

  /**
   * The ports of a Service that is not ours: those described, with the node ports and protocols
   * that the user's ports of the same name or number have, then the user's further ports as they
   * are (examples/README.md C8).
   */
  static ArrayNode onUsersService(List<ObjectNode> described, JsonNode live) {
    var ports = JsonNodeFactory.instance.arrayNode();
    for (var port : described) {
      var merged = port.deepCopy();
      for (var users : live) {
        if (sameName(users, port)) {
          keep(merged, users, "nodePort");
        }
        if (sameName(users, port) || sameNumber(users, port)) {
          keep(merged, users, "appProtocol");
        }
      }
      ports.add(merged);
    }
    for (var users : live) {
      if (described.stream().noneMatch(port -> sameName(users, port) || sameNumber(users, port))) {
        ports.add(named(users.deepCopy()));
      }
    }
    return ports;
  }

  /**
   * The ports of a user's Service without those that we described, and with those that were there
   * before.
   */
  static ArrayNode asBefore(JsonNode before, List<ObjectNode> described, JsonNode live) {
    var ports = JsonNodeFactory.instance.arrayNode();
    before.forEach(port -> ports.add(port.deepCopy()));
    for (var present : live) {
      if (described.stream().noneMatch(port -> sameNumber(port, present))
          && isNone(before, present)) {
        ports.add(present.deepCopy());
      }
    }
    return ports;
  }

  private static boolean isNone(JsonNode ports, JsonNode port) {
    for (var other : ports) {
      if (sameNumber(other, port) || sameName(other, port)) {
        return false;
      }
    }
    return true;
  }

  /** Whether two lists hold the same ports, in whatever order. */
  static boolean same(JsonNode one, JsonNode other) {
    return one.size() == other.size() && canonical(one).equals(canonical(other));
  }

  private static Set<JsonNode> canonical(JsonNode ports) {
    var canonical = new HashSet<JsonNode>();
    ports.forEach(port -> canonical.add(CanonicalJson.of(port)));
    return canonical;
  }

  private static void keep(ObjectNode port, JsonNode users, String field) {
    if (!port.has(field) && users.hasNonNull(field)) {
      port.set(field, users.path(field));
    }
  }

  /** A single port needs no name, several do. */
  private static ObjectNode named(ObjectNode port) {
    return port.path("name").asText().isEmpty()
        ? port.put("name", "port-" + port.path("port").asText())
        : port;
  }

  private static boolean sameName(JsonNode one, JsonNode other) {
    return one.path("name").asText().equals(other.path("name").asText());
  }

  private static boolean sameNumber(JsonNode one, JsonNode other) {
    return one.path("port").asInt() == other.path("port").asInt()
        && one.path("protocol").asText(TCP).equals(other.path("protocol").asText(TCP));
  }
}
