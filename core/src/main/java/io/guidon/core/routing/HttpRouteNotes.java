package io.guidon.core.routing;

import io.guidon.core.resource.Cors;
import io.guidon.core.resource.GoDuration;
import io.guidon.core.resource.HttpMatch;
import io.guidon.core.resource.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code spec.service} asks for and the Gateway API does not have (spec/routing/gatewayapi.md
 * §4). Flagger ignores nearly all of it without a word; so do we in the route, but we say it.
 * Retries exist in the experimental channel only.
 */
final class HttpRouteNotes {
  private final List<String> notes = new ArrayList<>();

  private HttpRouteNotes() {}

  static List<String> of(ServiceSpec service) {
    var route = new HttpRouteNotes();
    route.addService(service);
    var match = service.match();
    for (var i = 0; i < match.size(); i++) {
      route.addMatch("spec.service.match[" + i + "]", match.get(i));
    }
    service.corsPolicy().ifPresent(route::addCors);
    return List.copyOf(route.notes);
  }

  private void addService(ServiceSpec service) {
    if (service.retries().isPresent()) {
      ignored("spec.service.retries", "the standard Gateway API has no retries");
    }
    if (service.trafficPolicy().isPresent()) {
      ignored("spec.service.trafficPolicy", "only Istio has it");
    }
    if (!service.gateways().isEmpty()) {
      ignored("spec.service.gateways", "the Gateway API uses spec.service.gatewayRefs");
    }
    if (service.delegation()) {
      ignored("spec.service.delegation", "only Istio has it");
    }
  }

  private void addMatch(String path, HttpMatch match) {
    unmatched(path + ".scheme", match.scheme().isPresent());
    unmatched(path + ".authority", match.authority().isPresent());
    unmatched(path + ".withoutHeaders", !match.withoutHeaders().isEmpty());
    unmatched(path + ".port", match.port().isPresent());
    unmatched(path + ".sourceLabels", !match.sourceLabels().isEmpty());
    unmatched(path + ".sourceNamespace", match.sourceNamespace().isPresent());
    unmatched(path + ".gateways", !match.gateways().isEmpty());
    unmatched(path + ".ignoreUriCase", match.ignoreUriCase());
  }

  private void unmatched(String path, boolean isGiven) {
    if (isGiven) {
      ignored(path, "the Gateway API cannot match it");
    }
  }

  private void addCors(Cors cors) {
    if (!cors.allowOrigins().isEmpty()) {
      notes.add(
          "'corsPolicy.allowOrigins' is not supported by Gateway API, use 'corsPolicy.allowOrigin' instead");
    }
    cors.maxAge()
        .filter(age -> GoDuration.parse(age).isEmpty())
        .ifPresent(age ->
            ignored(
                "spec.service.corsPolicy.maxAge",
                "\"" + age + "\" is not a duration such as 24h or 30m"));
  }

  private void ignored(String path, String why) {
    notes.add(path + " is ignored: " + why);
  }
}
