package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
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

/** The ports of a Service that belongs to the user: only what the Canary describes changes. */
final class UsersPorts {
  private static final String TCP = "TCP";

  private UsersPorts() {}

  /**
   * The ports of a Service that is not ours: those described, then the user's further ports as they
   * are (examples/README.md C8). A described port takes the place of the user's port of the same
   * number, else of one of the same name, and keeps its node port and application protocol.
   */
  static ArrayNode adopted(List<ObjectNode> described, JsonNode live) {
    var free = new ArrayList<JsonNode>();
    live.forEach(free::add);
    var places = new HashMap<ObjectNode, JsonNode>();
    for (var port : described) {
      take(port, places, free, UsersPorts::sameNumber);
    }
    for (var port : described) {
      take(port, places, free, UsersPorts::sameName);
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

  static boolean sameNumber(JsonNode one, JsonNode other) {
    return one.path("port").asInt() == other.path("port").asInt()
        && one.path("protocol").asText(TCP).equals(other.path("protocol").asText(TCP));
  }
}
