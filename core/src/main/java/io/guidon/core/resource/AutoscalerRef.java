package io.guidon.core.resource;

import java.util.Map;
import java.util.OptionalInt;

/**
 * The autoscaler of the target, of which the primary gets a copy named {@code <name>-primary}.
 *
 * @param primaryScalerQueries query by trigger name, for the copy of a ScaledObject; when it is not
 *     empty, queries are not rewritten automatically
 */
public record AutoscalerRef(
    String apiVersion,
    Kind kind,
    String name,
    Map<String, String> primaryScalerQueries,
    PrimaryScalerReplicas primaryScalerReplicas) {

  public AutoscalerRef {
    primaryScalerQueries = SortedMaps.copyOf(primaryScalerQueries);
  }

  /** The kinds of autoscalers; their API versions are fixed, whatever the reference says. */
  public enum Kind implements WireNamed {
    HORIZONTAL_POD_AUTOSCALER("HorizontalPodAutoscaler"),
    SCALED_OBJECT("ScaledObject");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /** Sizes of the copy; where one is empty, the target's own applies. */
  public record PrimaryScalerReplicas(OptionalInt minReplicas, OptionalInt maxReplicas) {
    static PrimaryScalerReplicas read(Field replicas) {
      return new PrimaryScalerReplicas(
          replicas.at("minReplicas").optionalInteger(),
          replicas.at("maxReplicas").optionalInteger());
    }
  }

  static AutoscalerRef read(Field ref) {
    return new AutoscalerRef(
        ref.at("apiVersion").text(),
        ref.at("kind").oneOf(Kind.values()),
        ref.at("name").text(),
        ref.at("primaryScalerQueries").textMap(),
        ref.at("primaryScalerReplicas").objectOrEmpty(PrimaryScalerReplicas::read));
  }
}
