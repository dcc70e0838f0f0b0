package io.guidon.sim.rest;

import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.ResourceType;
import java.util.Arrays;
import java.util.List;

/** Finds out what a request is about. Only on the world's thread. */
final class Router {

  private static final System.Logger LOG = System.getLogger(Router.class.getName());

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
    } catch (RuntimeException e) {
      // A bug of ours: the client is told as a real API server would tell it.
      LOG.log(System.Logger.Level.ERROR, call.method() + " " + call.path(), e);
      return Refusal.internal(e).answer();
    }
  }

  private Answer route(Call call) {
    var segments =
        Arrays.stream(call.path().split("/", -1)).filter(segment -> !segment.isEmpty()).toList();
    return switch (segments.isEmpty() ? "" : segments.getFirst()) {
      case "version" -> Answer.json(Discovery.version());
      case "healthz", "livez", "readyz" -> new Answer.Text(200, "ok");
      case "openapi" -> openApi(call, segments);
      case "api" -> api(call, segments);
      case "apis" -> apis(call, segments);
      default -> throw Refusal.noSuchPath();
    };
  }

  private Answer openApi(Call call, List<String> segments) {
    var documents = new OpenApi(types());
    if (segments.size() == 2 && segments.get(1).equals("v2")) {
      // Clients that read nothing but protobuf are told so, and do without.
      View.of(call);
      return Answer.json(documents.older());
    }
    if (segments.size() < 2 || !segments.get(1).equals("v3")) {
      throw Refusal.noSuchPath();
    }
    return Answer.json(
        segments.size() == 2
            ? documents.index()
            : documents.document(String.join("/", segments.subList(2, segments.size()))));
  }

  private Answer api(Call call, List<String> segments) {
    var discovery = new Discovery(types());
    return switch (segments.size()) {
      case 1 ->
          Answer.json(
              wantsAll(call) ? new AggregatedDiscovery(types()).core() : Discovery.coreVersions());
      case 2 -> Answer.json(discovery.resources("", segments.get(1)));
      default -> resource(call, "", segments.get(1), segments.subList(2, segments.size()));
    };
  }

  private Answer apis(Call call, List<String> segments) {
    var discovery = new Discovery(types());
    return switch (segments.size()) {
      case 1 ->
          Answer.json(
              wantsAll(call) ? new AggregatedDiscovery(types()).named() : discovery.groups());
      case 2 -> Answer.json(discovery.group(segments.get(1)));
      case 3 -> Answer.json(discovery.resources(segments.get(1), segments.get(2)));
      default ->
          resource(call, segments.get(1), segments.get(2), segments.subList(3, segments.size()));
    };
  }

  private Answer resource(Call call, String group, String version, List<String> segments) {
    if (Reviews.groups().contains(group) && version.equals(Reviews.VERSION)) {
      return Reviews.answer(call, group, segments);
    }
    boolean known =
        types().stream()
            .anyMatch(type -> type.group().equals(group) && type.version(version).isPresent());
    if (!known) {
      throw Refusal.noSuchPath();
    }
    return verbs.carryOut(Target.of(types(), group, version, segments), call);
  }

  private static boolean wantsAll(Call call) {
    return call.headers().accept().contains("as=APIGroupDiscoveryList");
  }

  private List<ResourceType> types() {
    return store.types();
  }
}
