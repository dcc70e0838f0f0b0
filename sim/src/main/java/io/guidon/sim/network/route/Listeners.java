package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.model.DataPath.Verdict;
import io.guidon.sim.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which listeners of a Gateway take a route, and for which hostnames. */
final class Listeners {

  private final ObjectNode gateway;
  private final ClusterObjects objects;

  Listeners(ObjectNode gateway, ClusterObjects objects) {
    this.gateway = gateway;
    this.objects = objects;
  }

  /** The outcome for one parent of a route; without hostnames if no listener takes it. */
  record Attachment(List<Hostname> hostnames, Verdict verdict, List<String> listeners) {
    Attachment {
      hostnames = List.copyOf(hostnames);
      listeners = List.copyOf(listeners);
    }
  }

  /** Whether a listener is served here. */
  static Verdict verdict(ObjectNode listener) {
    String protocol = Trees.text(listener, "protocol");
    return protocol.equals("HTTP")
        ? Verdict.yes("Accepted")
        : Verdict.no(
            "UnsupportedProtocol", "found protocol " + protocol + ", only HTTP is served here");
  }

  Attachment attach(ObjectNode route, ObjectNode parentRef) {
    var meant =
        Trees.objects(gateway, "spec", "listeners").stream()
            .filter(listener -> isMeant(listener, parentRef))
            .toList();
    if (meant.isEmpty()) {
      return refused("NoMatchingParent", "the Gateway has no listener that the parentRef names");
    }
    var allowing =
        meant.stream()
            .filter(listener -> verdict(listener).holds())
            .filter(listener -> allows(listener, route))
            .toList();
    if (allowing.isEmpty()) {
      return refused(
          "NotAllowedByListeners", "no listener of the Gateway allows routes of this namespace");
    }
    var hostnames = new ArrayList<Hostname>();
    var names = new ArrayList<String>();
    for (var listener : allowing) {
      var shared = shared(listener, route);
      if (!shared.isEmpty()) {
        hostnames.addAll(shared);
        names.add(Trees.text(listener, "name"));
      }
    }
    return hostnames.isEmpty()
        ? refused(
            "NoMatchingListenerHostname", "no listener of the Gateway has one of the hostnames")
        : new Attachment(hostnames, Verdict.yes("Accepted"), names);
  }

  private static Attachment refused(String reason, String message) {
    return new Attachment(List.of(), Verdict.no(reason, message), List.of());
  }

  private static boolean isMeant(ObjectNode listener, ObjectNode parentRef) {
    String section = Trees.text(parentRef, "sectionName");
    int port = parentRef.path("port").asInt(0);
    return (section.isEmpty() || section.equals(Trees.text(listener, "name")))
        && (port == 0 || port == listener.path("port").asInt());
  }

  private boolean allows(ObjectNode listener, ObjectNode route) {
    String own = Trees.text(gateway, "metadata", "namespace");
    String namespace = Trees.text(route, "metadata", "namespace");
    var allowed = Trees.at(listener, "allowedRoutes", "namespaces");
    return switch (allowed.path("from").asText("Same")) {
      case "All" -> true;
      case "Selector" -> {
        var wanted = Trees.at(allowed, "selector", "matchLabels");
        var labels =
            objects.namespace(namespace).map(found -> Trees.at(found, "metadata", "labels"));
        yield labels.isPresent()
            && wanted.properties().stream()
                .allMatch(label -> labels.get().path(label.getKey()).equals(label.getValue()));
      }
      default -> namespace.equals(own);
    };
  }

  private static List<Hostname> shared(ObjectNode listener, ObjectNode route) {
    var own = Hostname.of(Trees.text(listener, "hostname"));
    var wanted = Trees.texts(route, "spec", "hostnames").stream().map(Hostname::new).toList();
    return wanted.isEmpty()
        ? List.of(own)
        : wanted.stream().map(own::and).flatMap(Optional::stream).toList();
  }
}
