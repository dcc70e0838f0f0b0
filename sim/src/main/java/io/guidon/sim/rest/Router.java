package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.ResourceType;
import io.guidon.sim.store.Trees;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Finds out what a request is about. Only on the world's thread. */
final class Router {

  private final ApiStore store;
  private final Verbs verbs;

  Router(ApiStore store, Verbs verbs) {
    this.store = store;
    this.verbs = verbs;
  }

  Answer answer(Call call) {
    try {
      return route(call);
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  private Answer route(Call call) {
    var segments =
        Arrays.stream(call.path().split("/", -1)).filter(segment -> !segment.isEmpty()).toList();
    return switch (segments.isEmpty() ? "" : segments.getFirst()) {
      case "version" -> Answer.json(Discovery.version());
      case "healthz", "livez", "readyz" -> new Answer.Text(200, "ok");
      case "openapi" -> openApi(segments);
      case "api" -> api(call, segments);
      case "apis" -> apis(call, segments);
      default -> throw Refusal.noSuchPath();
    };
  }

  private Answer openApi(List<String> segments) {
    if (segments.size() < 2 || !segments.get(1).equals("v3")) {
      throw Refusal.noSuchPath();
    }
    var documents = new OpenApi(types());
    return Answer.json(
        segments.size() == 2
            ? documents.index()
            : documents.document(String.join("/", segments.subList(2, segments.size()))));
  }

  private Answer api(Call call, List<String> segments) {
    var discovery = new Discovery(types());
    return switch (segments.size()) {
      case 1 ->
          Answer.json(wantsAll(call) ? discovery.aggregated(Set.of("")) : Discovery.coreVersions());
      case 2 -> Answer.json(discovery.resources("", segments.get(1)));
      default -> resource(call, "", segments.get(1), segments.subList(2, segments.size()));
    };
  }

  private Answer apis(Call call, List<String> segments) {
    var discovery = new Discovery(types());
    return switch (segments.size()) {
      case 1 ->
          Answer.json(
              wantsAll(call) ? discovery.aggregated(discovery.namedGroups()) : discovery.groups());
      case 2 -> Answer.json(discovery.group(segments.get(1)));
      case 3 -> Answer.json(discovery.resources(segments.get(1), segments.get(2)));
      default ->
          resource(call, segments.get(1), segments.get(2), segments.subList(3, segments.size()));
    };
  }

  private Answer resource(Call call, String group, String version, List<String> segments) {
    if (group.equals("authorization.k8s.io") && call.method().equals("POST")) {
      return Answer.json(201, allowed(segments.getFirst()));
    }
    boolean known =
        types().stream()
            .anyMatch(type -> type.group().equals(group) && type.version(version).isPresent());
    if (!known) {
      throw Refusal.noSuchPath();
    }
    return verbs.carryOut(Target.of(types(), group, version, segments), call);
  }

  /** Whoever asks may do everything, whatever the question is. */
  private static ObjectNode allowed(String resource) {
    var kind =
        resource.equals("selfsubjectrulesreviews")
            ? "SelfSubjectRulesReview"
            : "SelfSubjectAccessReview";
    var review = Trees.object().put("kind", kind).put("apiVersion", "authorization.k8s.io/v1");
    review.putObject("metadata");
    review.putObject("spec");
    var status = review.putObject("status");
    status.put("allowed", true).put("incomplete", false);
    var rule = status.putArray("resourceRules").addObject();
    for (String field : List.of("verbs", "apiGroups", "resources")) {
      rule.putArray(field).add("*");
    }
    status.putArray("nonResourceRules");
    return review;
  }

  private static boolean wantsAll(Call call) {
    return call.headers().accept().contains("as=APIGroupDiscoveryList");
  }

  private List<ResourceType> types() {
    return store.types();
  }
}
