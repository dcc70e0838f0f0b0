package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.GoDuration;
import io.guidon.sim.model.DataPath.ParentReport;
import io.guidon.sim.model.DataPath.Verdict;
import io.guidon.sim.network.route.Listeners.Attachment;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Reads HTTPRoutes: what they are attached to, and their rules. */
final class RouteReader {

  private final ClusterObjects objects;

  RouteReader(ClusterObjects objects) {
    this.objects = objects;
  }

  /** A route at one of its Gateways; its rules are in order. */
  record Attached(
      ObjectNode parentRef, ObjectNode gateway, Attachment attachment, List<Rule> rules) {
    Attached {
      rules = List.copyOf(rules);
    }
  }

  /** The Gateways of a route that exist; one that it may not be attached to has no hostnames. */
  List<Attached> read(ObjectNode route) {
    var read = new ArrayList<Attached>();
    for (var parentRef : Trees.objects(route, "spec", "parentRefs")) {
      gateway(route, parentRef).ifPresent(gateway -> read.add(attach(route, parentRef, gateway)));
    }
    return read;
  }

  /** What is reported of the route. */
  List<ParentReport> report(ObjectNode route) {
    return read(route).stream()
        .map(attached ->
            new ParentReport(
                attached.parentRef(), attached.attachment().verdict(), resolved(route)))
        .toList();
  }

  private Optional<ObjectNode> gateway(ObjectNode route, ObjectNode parentRef) {
    return parentRef.path("kind").asText("Gateway").equals("Gateway")
        ? objects.gateway(
            parentRef.path("namespace").asText(Trees.text(route, "metadata", "namespace")),
            Trees.text(parentRef, "name"))
        : Optional.empty();
  }

  private Attached attach(ObjectNode route, ObjectNode parentRef, ObjectNode gateway) {
    var attachment = new Listeners(gateway, objects).attach(route, parentRef);
    try {
      var rules =
          Trees.objects(route, "spec", "rules").stream()
              .map(rule -> rule(route, gateway, rule))
              .toList();
      return new Attached(parentRef, gateway, attachment, rules);
    } catch (PatternSyntaxException e) {
      var refused = Verdict.no("UnsupportedValue", "not a regular expression: " + e.getMessage());
      return new Attached(
          parentRef, gateway, new Attachment(List.of(), refused, List.of()), List.of());
    }
  }

  private Rule rule(ObjectNode route, ObjectNode gateway, ObjectNode rule) {
    String namespace = Trees.text(route, "metadata", "namespace");
    var matches = Trees.objects(rule, "matches").stream().map(Match::parse).toList();
    return new Rule(
        Trees.text(route, "metadata", "name") + "." + namespace,
        gatewayName(gateway),
        matches.isEmpty() ? List.of(Match.any()) : matches,
        filters(rule, namespace),
        Trees.objects(rule, "backendRefs").stream().map(ref -> backend(ref, namespace)).toList(),
        duration(Trees.at(rule, "timeouts", "request")),
        duration(Trees.at(rule, "timeouts", "backendRequest")));
  }

  /** As the Service of a Gateway is called that Istio makes for it. */
  static String gatewayName(ObjectNode gateway) {
    return Trees.text(gateway, "metadata", "name")
        + "-"
        + Trees.text(gateway, "spec", "gatewayClassName")
        + "."
        + Trees.text(gateway, "metadata", "namespace");
  }

  private Backend backend(ObjectNode ref, String namespace) {
    return new Backend(
        ServicePort.parse(ref, namespace),
        ref.path("weight").asInt(1),
        problem(ref, namespace).isEmpty(),
        filters(ref, namespace));
  }

  private static List<Filter> filters(JsonNode holder, String namespace) {
    return Trees.objects(holder, "filters").stream()
        .map(filter -> Filter.parse(filter, namespace))
        .flatMap(Optional::stream)
        .toList();
  }

  /** No duration, and 0, mean that nothing ends the request. */
  private static Duration duration(JsonNode text) {
    return GoDuration.parse(text.asText("0"))
        .filter(duration -> duration.isPositive())
        .orElse(Rule.PATIENCE);
  }

  private Verdict resolved(ObjectNode route) {
    String namespace = Trees.text(route, "metadata", "namespace");
    return Trees.objects(route, "spec", "rules").stream()
        .flatMap(RouteReader::references)
        .flatMap(ref -> problem(ref, namespace).stream())
        .findFirst()
        .orElseGet(() -> Verdict.yes("ResolvedRefs"));
  }

  private static Stream<ObjectNode> references(ObjectNode rule) {
    var backends = Trees.objects(rule, "backendRefs");
    return Stream.concat(
        backends.stream(),
        Stream.concat(Stream.of(rule), backends.stream())
            .flatMap(holder -> Trees.objects(holder, "filters").stream())
            .flatMap(filter -> Trees.objectAt(filter, "requestMirror", "backendRef").stream()));
  }

  private Optional<Verdict> problem(ObjectNode ref, String namespace) {
    String kind = ref.path("kind").asText("Service");
    if (!kind.equals("Service")) {
      return Optional.of(
          Verdict.no("InvalidKind", "found a backend of kind " + kind + ", expected a Service"));
    }
    var target = ServicePort.parse(ref, namespace);
    if (!objects.mayRefer(namespace, target)) {
      return Optional.of(
          Verdict.no(
              "RefNotPermitted",
              "no ReferenceGrant in " + target.namespace() + " permits to refer to " + target));
    }
    var service = objects.service(target);
    boolean found =
        service.isPresent()
            && Trees.objects(service.get(), "spec", "ports").stream()
                .anyMatch(port -> port.path("port").asInt() == target.port());
    return found
        ? Optional.empty()
        : Optional.of(Verdict.no("BackendNotFound", "no Service has this port: " + target));
  }
}
