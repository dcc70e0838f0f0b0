package io.guidon.sim.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a test knows about its story, where the objects alone do not say it.
 *
 * @param explainedWeights the weights in percent that a Canary's status explains at this moment
 *     (I2)
 * @param passed whether a pod template may run as the primary (I3)
 * @param mayChange which fields of others the operator may change, by object and path like {@code
 *     .spec.replicas} (I8)
 * @param grace how long a bad state may last that the operator did not cause itself (I1, I7)
 */
public record Expectations(
    Function<ObjectNode, Set<Integer>> explainedWeights,
    Predicate<ObjectNode> passed,
    BiPredicate<ObjectRef, String> mayChange,
    Duration grace) {

  public Expectations {
    Objects.requireNonNull(explainedWeights);
    Objects.requireNonNull(passed);
    Objects.requireNonNull(mayChange);
    Objects.requireNonNull(grace);
  }

  /**
   * The weight is the one in the status, every template may run, the operator may scale Deployments
   * and turn Services, and has a second to react to accidents (design.md §7).
   */
  public static Expectations usual() {
    return new Expectations(
        canary -> Set.of(Trees.at(canary, "status", "canaryWeight").asInt()),
        template -> true,
        Expectations::isOfTheFewFields,
        Duration.ofSeconds(1));
  }

  /**
   * What holds for the operator as it is: the record in {@code status.run} explains the weight,
   * also while one side carries everything, and what users change in the generated route is taken
   * back.
   */
  public static Expectations ofTheRecord() {
    return usual()
        .explaining(canary -> Set.of(recorded(Trees.at(canary, "status", "run", "traffic"))))
        .allowing((ref, path) -> ref.kind().equals("HTTPRoute") && path.equals(".spec.rules"));
  }

  private static int recorded(JsonNode traffic) {
    return switch (Trees.text(traffic, "carrier")) {
      case "PRIMARY_ONLY" -> 0;
      case "CANARY_ONLY" -> 100;
      default -> traffic.path("weight").asInt();
    };
  }

  public Expectations explaining(Function<ObjectNode, Set<Integer>> weights) {
    return new Expectations(weights, passed, mayChange, grace);
  }

  public Expectations passing(Predicate<ObjectNode> templates) {
    return new Expectations(explainedWeights, templates, mayChange, grace);
  }

  /** Allows more fields than those that are allowed already. */
  public Expectations allowing(BiPredicate<ObjectRef, String> more) {
    return new Expectations(explainedWeights, passed, mayChange.or(more), grace);
  }

  public Expectations withGrace(Duration duration) {
    return new Expectations(explainedWeights, passed, mayChange, duration);
  }

  private static boolean isOfTheFewFields(ObjectRef ref, String path) {
    return switch (ref.kind()) {
      case "Deployment" -> path.equals(".spec.replicas");
      case "Service" -> path.equals(".spec.selector");
      default -> false;
    };
  }
}
