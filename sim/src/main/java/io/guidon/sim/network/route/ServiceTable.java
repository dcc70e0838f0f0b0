package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which pods answer for which ports of which Services. */
final class ServiceTable {

  private final Map<ServicePort, List<PodEndpoint>> ready = new HashMap<>();
  private final Map<String, TreeSet<Integer>> ports = new HashMap<>();

  ServiceTable(ClusterObjects objects, Collection<PodEndpoint> pods) {
    var byAddress =
        pods.stream()
            .collect(Collectors.toMap(PodEndpoint::podAddress, pod -> pod, (one, other) -> other));
    for (var service : objects.services()) {
      String name = Trees.text(service, "metadata", "name");
      String namespace = Trees.text(service, "metadata", "namespace");
      for (var port : Trees.objects(service, "spec", "ports")) {
        int number = port.path("port").asInt();
        ports.computeIfAbsent(name + "." + namespace, any -> new TreeSet<>()).add(number);
        ready.put(
            new ServicePort(namespace, name, number),
            endpoints(objects, service, Trees.text(port, "name"), byAddress));
      }
    }
  }

  /** The pods that are ready; empty if the Service or its port does not exist. */
  Optional<List<PodEndpoint>> ready(ServicePort service) {
    return Optional.ofNullable(ready.get(service));
  }

  /** The ports of a Service; empty if it does not exist. */
  Optional<Collection<Integer>> ports(String name, String namespace) {
    return Optional.ofNullable(ports.get(name + "." + namespace));
  }

  private static List<PodEndpoint> endpoints(
      ClusterObjects objects, ObjectNode service, String port, Map<String, PodEndpoint> pods) {
    var found = new ArrayList<PodEndpoint>();
    for (var slice : objects.slices()) {
      boolean own =
          Trees.text(slice, "metadata", "labels", "kubernetes.io/service-name")
                  .equals(Trees.text(service, "metadata", "name"))
              && Trees.text(slice, "metadata", "namespace")
                  .equals(Trees.text(service, "metadata", "namespace"));
      if (own) {
        Trees.objects(slice, "ports").stream()
            .filter(target -> Trees.text(target, "name").equals(port))
            .findFirst()
            .ifPresent(target -> found.addAll(readyOf(slice, target.path("port").asInt(), pods)));
      }
    }
    return List.copyOf(found);
  }

  private static List<PodEndpoint> readyOf(
      ObjectNode slice, int port, Map<String, PodEndpoint> pods) {
    var found = new ArrayList<PodEndpoint>();
    for (var endpoint : Trees.objects(slice, "endpoints")) {
      if (Trees.at(endpoint, "conditions", "ready").asBoolean()) {
        Trees.texts(endpoint, "addresses").stream()
            .map(pods::get)
            .flatMap(pod -> Optional.ofNullable(pod).stream())
            .filter(pod -> pod.listensOn(port))
            .forEach(found::add);
      }
    }
    return found;
  }
}
