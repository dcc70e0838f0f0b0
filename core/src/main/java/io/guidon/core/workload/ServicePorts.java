package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ServiceSpec;
import io.guidon.core.resource.TargetPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
   * The ports of a Service that is not ours: those described, then the user's further ports as they
   * are (examples/README.md C8). A described port takes the place of the user's port of the same
   * number, else of one of the same name, and keeps its node port and application protocol.
   */
  static ArrayNode onUsersService(List<ObjectNode> described, JsonNode live) {
    var free = new ArrayList<JsonNode>();
    live.forEach(free::add);
    var places = new HashMap<ObjectNode, JsonNode>();
    for (var port : described) {
      take(port, places, free, ServicePorts::sameNumber);
    }
    for (var port : described) {
      take(port, places, free, ServicePorts::sameName);
    }
    var further = free.stream().map(users -> named(users.deepCopy())).toList();
    var names = new HashSet<String>();
    further.forEach(port -> names.add(port.path("name").asText()));
    var ports = JsonNodeFactory.instance.arrayNode();
    for (var port : described) {
      ports.add(inPlaceOf(places.getOrDefault(port, MissingNode.getInstance()), port, names));
    }
    return ports.addAll(further);
  }

  private static void take(
      ObjectNode port,
      Map<ObjectNode, JsonNode> places,
      List<JsonNode> free,
      BiPredicate<JsonNode, JsonNode> same) {
    if (!places.containsKey(port)) {
      var place = free.stream().filter(users -> same.test(users, port)).findFirst();
      place.ifPresent(found -> {
        places.put(port, found);
        free.remove(found);
      });
    }
  }

  /**
   * The described port; under the name that its place had where its own is taken, so that names
   * stay unique.
   */
  private static ObjectNode inPlaceOf(JsonNode place, ObjectNode port, Set<String> taken) {
    var merged = port.deepCopy();
    for (var field : List.of("nodePort", "appProtocol")) {
      if (!merged.has(field) && place.hasNonNull(field)) {
        merged.set(field, place.path(field));
      }
    }
    var names =
        Stream.of(port.path("name").asText(), place.path("name").asText(), nameByNumber(port));
    var name = names.filter(it -> !it.isEmpty() && taken.add(it)).findFirst();
    return name.map(chosen -> merged.put("name", chosen)).orElse(merged);
  }

  private static String nameByNumber(JsonNode port) {
    return "port-" + port.path("port").asText();
  }

  private static Optional<JsonNode> first(JsonNode ports, Predicate<JsonNode> condition) {
    return StreamSupport.stream(ports.spliterator(), false).filter(condition).findFirst();
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
          && first(before, port -> sameNumber(port, present) || sameName(port, present))
              .isEmpty()) {
        ports.add(present.deepCopy());
      }
    }
    if (ports.size() > 1) {
      ports.forEach(port -> named((ObjectNode) port));
    }
    return ports;
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

  /** A single port needs no name, several do. */
  private static ObjectNode named(ObjectNode port) {
    return port.path("name").asText().isEmpty() ? port.put("name", nameByNumber(port)) : port;
  }

  private static boolean sameName(JsonNode one, JsonNode other) {
    return one.path("name").asText().equals(other.path("name").asText());
  }

  private static boolean sameNumber(JsonNode one, JsonNode other) {
    return one.path("port").asInt() == other.path("port").asInt()
        && one.path("protocol").asText(TCP).equals(other.path("protocol").asText(TCP));
  }
}
