package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.model.DataPath.GatewayReport;
import io.guidon.sim.model.DataPath.ListenerReport;
import io.guidon.sim.model.DataPath.ParentReport;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import io.guidon.sim.store.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Where requests go, as the objects of the cluster say at one moment. All Gateways share one
 * listener, so that only the Host header tells them apart.
 */
public final class RoutingTable {

  private final ClusterObjects objects;
  private final ServiceTable services;
  private final Map<String, PodEndpoint> pods;
  private final RouteReader reader;
  private final Map<Hostname, List<Candidate>> candidates;

  private RoutingTable(ClusterObjects objects, Collection<PodEndpoint> pods) {
    this.objects = objects;
    this.services = new ServiceTable(objects, pods);
    this.pods =
        pods.stream()
            .collect(Collectors.toMap(PodEndpoint::podAddress, pod -> pod, (one, other) -> other));
    this.reader = new RouteReader(objects);
    this.candidates = candidates();
  }

  /** A rule that may take a request, by one of its matches. */
  private record Candidate(Match match, Rule rule) {}

  public static RoutingTable of(ClusterObjects objects, Collection<PodEndpoint> pods) {
    return new RoutingTable(objects, pods);
  }

  /** Nothing leads anywhere. */
  public static RoutingTable empty() {
    var none = List.<ObjectNode>of();
    return of(new ClusterObjects(none, none, none, none, none, none), List.of());
  }

  /** What a gateway does with a request; weights and fractions are drawn from {@code random}. */
  public Plan plan(Request request, RandomGenerator random) {
    for (var entry : candidates.entrySet()) {
      if (entry.getKey().takes(request.host())) {
        // Like a virtual host: routes of less specific hostnames do not count any more.
        return entry.getValue().stream()
            .filter(candidate -> candidate.match().takes(request))
            .findFirst()
            .map(found -> new Planning(found.rule(), found.match(), request).plan(random))
            .orElseGet(() -> noRoute(request));
      }
    }
    return noRoute(request);
  }

  /** The pods that are ready; empty if the Service or its port does not exist. */
  public Optional<List<PodEndpoint>> ready(ServicePort service) {
    return services.ready(service);
  }

  /** The ports of a Service; empty if it does not exist. */
  public Optional<Collection<Integer>> ports(String name, String namespace) {
    return services.ports(name, namespace);
  }

  /** The pod with this address in the cluster, ready or not. */
  public Optional<PodEndpoint> pod(String address) {
    return Optional.ofNullable(pods.get(address));
  }

  /** The names under which Gateways are reached, as Istio's: {@code name-class.namespace}. */
  public Set<String> gatewayNames() {
    return objects.gateways().stream()
        .map(RouteReader::gatewayName)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What is reported of a route: one entry for each of its Gateways that exist. */
  public List<ParentReport> report(ObjectNode route) {
    return reader.report(route);
  }

  /** What is reported of a Gateway. */
  public GatewayReport report(ObjectNode gateway, String address) {
    String name = RouteReader.gatewayName(gateway);
    var attached =
        objects.routes().stream()
            .flatMap(route -> reader.read(route).stream())
            .filter(one -> RouteReader.gatewayName(one.gateway()).equals(name))
            .flatMap(one -> one.attachment().listeners().stream())
            .toList();
    return new GatewayReport(
        address,
        Trees.objects(gateway, "spec", "listeners").stream()
            .map(listener -> {
              String own = Trees.text(listener, "name");
              int count = (int) attached.stream().filter(own::equals).count();
              return new ListenerReport(own, count, Listeners.verdict(listener));
            })
            .toList());
  }

  private static Plan noRoute(Request request) {
    return new Plan.Answer(
        "",
        Response.text(
            404,
            "no HTTPRoute takes "
                + request.method()
                + " "
                + request.target()
                + " for host "
                + request.host()
                + "\n"));
  }

  private Map<Hostname, List<Candidate>> candidates() {
    var found = new TreeMap<Hostname, List<Candidate>>(order());
    var oldestFirst =
        objects.routes().stream()
            .sorted(
                Comparator.comparing(
                        (ObjectNode route) -> Trees.text(route, "metadata", "creationTimestamp"))
                    .thenComparing(route -> Trees.text(route, "metadata", "namespace"))
                    .thenComparing(route -> Trees.text(route, "metadata", "name")))
            .toList();
    for (var route : oldestFirst) {
      for (var attached : reader.read(route)) {
        for (var hostname : attached.attachment().hostnames()) {
          var list = found.computeIfAbsent(hostname, any -> new ArrayList<>());
          for (var rule : attached.rules()) {
            rule.matches().forEach(match -> list.add(new Candidate(match, rule)));
          }
        }
      }
    }
    // Stable: what is equally specific keeps the order of routes and rules.
    found
        .values()
        .forEach(list ->
            list.sort(Comparator.comparing(Candidate::match, Match.BY_PRECEDENCE.reversed())));
    return found;
  }

  private static Comparator<Hostname> order() {
    return Hostname.BY_PRECEDENCE.reversed().thenComparing(Hostname::pattern);
  }
}
