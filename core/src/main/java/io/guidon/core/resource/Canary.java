package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A Canary ({@code flagger.app/v1beta1}) with Flagger's defaults in place (spec/crds.md §2). Fields
 * that neither Flagger nor we know are left out; whoever writes the object works on its tree.
 */
public record Canary(Metadata metadata, CanarySpec spec, CanaryStatus status) {
  private static final String PRIMARY = "-primary";
  private static final String CANARY = "-canary";

  /** Reads a Canary; never throws. A status of the wrong form does not make it invalid. */
  public static Parsed<Canary> parse(JsonNode tree) {
    return Field.parse(
        tree,
        canary ->
            new Canary(
                Metadata.read(canary, tree),
                canary.at("spec").object(CanarySpec::read),
                CanaryStatus.of(tree.path("status"))));
  }

  /**
   * What Flagger refuses although it is well-formed, in its order and words (spec/crds.md §2.18);
   * empty when all is well. Flagger reports the first only.
   */
  public List<Problem> validate(CrossNamespaceRefs refs) {
    return CanaryRules.check(this, refs);
  }

  public String name() {
    return metadata.name();
  }

  public String namespace() {
    return metadata.namespace();
  }

  public TargetRef targetRef() {
    return spec.targetRef();
  }

  public ServiceSpec service() {
    return spec.service();
  }

  public Analysis analysis() {
    return spec.analysis();
  }

  /** See {@link Analysis#strategy}. */
  public Strategy strategy() {
    return spec.analysis().strategy();
  }

  /**
   * The name of the Service and the routing object that users reach: {@code service.name}, else the
   * target's.
   */
  public String apexName() {
    return spec.service().name().orElse(spec.targetRef().name());
  }

  public String primaryServiceName() {
    return apexName() + PRIMARY;
  }

  public String canaryServiceName() {
    return apexName() + CANARY;
  }

  /** The name of the primary workload. */
  public String primaryName() {
    return spec.targetRef().name() + PRIMARY;
  }

  /** The Canary as Flagger's texts name it: {@code name.namespace}. */
  public String key() {
    return name() + "." + namespace();
  }

  /** The target as Flagger's texts name it: {@code name.namespace}. */
  public String targetKey() {
    return spec.targetRef().name() + "." + namespace();
  }
}
