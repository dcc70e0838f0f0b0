package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.WorkloadText;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.routing.Rendered;
import io.guidon.core.routing.RoutedCanary;
import io.guidon.core.routing.TrafficIntent;
import io.guidon.core.routing.Weights;
import io.guidon.core.workload.GeneratedServices;
import io.guidon.core.workload.Selector;
import io.guidon.core.workload.ServedBy;
import io.guidon.core.workload.ServiceChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The Services and routes on which users reach the application, as the writes that are missing for
 * them.
 */
final class Paths {
  private final Scene scene;
  private final World world;

  Paths(Scene scene) {
    this.scene = scene;
    this.world = new World(scene);
  }

  /** All of them, as recorded. */
  Plan all() {
    return new Plan()
        .want(canaryService())
        .want(primaryService())
        .want(apexService())
        .want(route());
  }

  Want canaryService() {
    return services()
        .map(services ->
            service(
                scene.canary().canaryServiceName(),
                World.Repair.WITH_PATIENCE,
                services.canary(live(scene.canary().canaryServiceName()))))
        .orElseGet(Want.There::new);
  }

  Want primaryService() {
    return services()
        .map(services ->
            service(
                scene.canary().primaryServiceName(),
                World.Repair.WITH_PATIENCE,
                services.primary(live(scene.canary().primaryServiceName()))))
        .orElseGet(Want.There::new);
  }

  /** The Service that users reach points at whoever carries the requests. */
  Want apexService() {
    if (served() == ServedBy.CANARY && leadsToNobody() && !apexPointsAt(ServedBy.CANARY)) {
      return notYet();
    }
    return services()
        .map(services -> service(scene.canary().apexName(), apexRepair(), apex(services)))
        .orElseGet(Want.There::new);
  }

  private ServiceChange apex(GeneratedServices services) {
    return services.apex(served(), live(scene.canary().apexName()));
  }

  private ServedBy served() {
    return scene.run().traffic().carrier() == Run.Carrier.CANARY_ONLY
        ? ServedBy.CANARY
        : ServedBy.PRIMARY;
  }

  /** Whether the apex Service leads away from those who serve, to nobody. */
  private World.Repair apexRepair() {
    var answered =
        (apexPointsAt(ServedBy.PRIMARY) && scene.conditions().primaryServes())
            || (apexPointsAt(ServedBy.CANARY) && scene.conditions().canaryServes());
    var wouldBe =
        switch (served()) {
          case PRIMARY -> scene.conditions().primaryServes();
          case CANARY -> scene.conditions().canaryServes();
        };
    return wouldBe && !answered ? World.Repair.AT_ONCE : World.Repair.WITH_PATIENCE;
  }

  /** Whether the route gives a share to a side where nobody answers, while the other side does. */
  private World.Repair routeRepair(Optional<Weights> weights) {
    var primary = scene.conditions().primaryServes();
    var canary = scene.conditions().canaryServes();
    return weights
            .filter(live ->
                (live.canary() > 0 && !canary && primary)
                    || (live.primary() > 0 && !primary && canary))
            .isPresent()
        ? World.Repair.AT_ONCE
        : World.Repair.WITH_PATIENCE;
  }

  private Optional<GeneratedServices> services() {
    return scene.selector() instanceof Selector.Found selector && scene.target().isPresent()
        ? Optional.of(
            new GeneratedServices(
                scene.canary(), selector, scene.target().get().path("spec").path("template")))
        : Optional.empty();
  }

  private Optional<ObjectNode> live(String name) {
    return scene.service(name);
  }

  private Want service(String name, World.Repair repair, ServiceChange change) {
    var live = live(name);
    UnaryOperator<String> trouble =
        error ->
            WorkloadText.serviceFailed(
                live.isPresent()
                    ? WorkloadText.serviceNotUpdated(name, error)
                    : WorkloadText.serviceNotCreated(
                        name + "." + scene.canary().namespace(), error));
    return switch (change) {
      case ServiceChange.Apply(ObjectNode configuration) ->
          world.applied(configuration, repair, trouble);
      case ServiceChange.Adopt(ObjectNode merge, var before) ->
          world.patched(live.orElseThrow(), merge, repair, trouble);
      case ServiceChange.Keep keep -> new Want.There();
    };
  }

  /** What the user's own apex Service was, if it is about to be changed and not recorded yet. */
  Map<String, JsonNode> toRecord() {
    var before = new TreeMap<String, JsonNode>();
    services()
        .map(this::apex)
        .ifPresent(change -> {
          if (change instanceof ServiceChange.Adopt(ObjectNode merge, var was)) {
            before.put(apexKey(), was.toTree());
          }
        });
    before.keySet().removeAll(scene.run().kept().before().keySet());
    return before;
  }

  /** Under which key the record keeps the apex Service. */
  String apexKey() {
    return "Service/" + scene.canary().apexName();
  }

  /** Nothing of the user's is changed before it is recorded. */
  Want recordedBefore() {
    return toRecord().isEmpty()
        ? new Want.There()
        : new Want.Blocked(new Unmet(Unmet.What.WRITTEN, "the user's Service is recorded first"));
  }

  boolean apexPointsAtPrimary() {
    return apexPointsAt(ServedBy.PRIMARY);
  }

  private boolean apexPointsAt(ServedBy side) {
    if (!(scene.selector() instanceof Selector.Found selector)) {
      return false;
    }
    var pods =
        switch (side) {
          case PRIMARY -> selector.primary();
          case CANARY -> selector.canary();
        };
    return live(scene.canary().apexName())
        .filter(service -> pods.equals(service.path("spec").path("selector")))
        .isPresent();
  }

  /**
   * The canary has lost its pods since its share was recorded; what comes of that is decided next
   * (outages.md I1).
   */
  private boolean leadsToNobody() {
    return !scene.conditions().canaryServes() && scene.conditions().primaryServes();
  }

  private Want notYet() {
    return new Want.Blocked(
        new Unmet(
            Unmet.What.ENDPOINTS,
            "Service " + scene.canary().canaryServiceName() + " has no ready endpoints"));
  }

  /** The routing objects carry the recorded weight. */
  Want route() {
    var provider = scene.routing();
    if (provider.isEmpty()) {
      return new Want.There();
    }
    var observed = Conditions.routes(scene.seen(), provider.get());
    var label =
        scene.selector() instanceof Selector.Found(String key, String value)
            ? Optional.of(key)
            : Optional.<String>empty();
    var weights = provider.get().read(scene.canary(), observed);
    var wanted = scene.run().traffic().routed();
    if (wanted > weights.map(Weights::canary).orElse(0) && leadsToNobody()) {
      return notYet();
    }
    var intent = TrafficIntent.percent(wanted);
    return switch (provider
        .get()
        .render(new RoutedCanary(scene.canary(), label, backendPort()), intent, observed)) {
      case Rendered.Impossible(String text) -> Want.blocked(text);
      case Rendered.Objects(List<ObjectNode> configurations, List<String> notes) -> {
        scene.remark(notes);
        yield first(configurations, routeRepair(weights));
      }
    };
  }

  /**
   * The port by which the Services behind the route can be reached: the Canary's, or while one of
   * them does not have that the one that they still have.
   */
  private int backendPort() {
    var service = scene.canary().service();
    var ports =
        Stream.of(scene.canary().primaryServiceName(), scene.canary().canaryServiceName())
            .flatMap(name -> live(name).stream())
            .map(live -> live.path("spec").path("ports"))
            .toList();
    if (ports.stream().allMatch(of -> of.findValuesAsText("port").contains("" + service.port()))) {
      return service.port();
    }
    return ports.getFirst().path(0).path("port").asInt(service.port());
  }

  /** Several objects become one want: the first that is missing, then the next. */
  private Want first(List<ObjectNode> configurations, World.Repair repair) {
    for (var configuration : configurations) {
      var ref = ObjectRef.of(configuration);
      var verb = scene.seen().sight().object(ref).isPresent() ? "update" : "create";
      var want =
          world.applied(
              configuration,
              repair,
              error ->
                  ref.kind()
                      + " "
                      + ref.name()
                      + "."
                      + ref.namespace()
                      + " "
                      + verb
                      + " error: "
                      + error);
      if (!(want instanceof Want.There)) {
        return want;
      }
    }
    return new Want.There();
  }
}
