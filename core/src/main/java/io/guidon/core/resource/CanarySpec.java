package io.guidon.core.resource;

import java.time.Duration;
import java.util.Optional;

/**
 * What the user wants of a Canary: {@code spec} (spec/crds.md §2).
 *
 * @param provider the routing provider; the operator's default when empty
 * @param metricsServer base URL of the Prometheus for built-in and inline queries; the operator's
 *     default when empty
 * @param progressDeadlineSeconds how long pods may stay unavailable; 0 and below mean that the time
 *     is over at once
 * @param skipAnalysis promotes new revisions after a check of their readiness only
 * @param revertOnDeletion undoes the changes when the Canary is deleted
 * @param suspend freezes all work for this Canary
 */
public record CanarySpec(
    Optional<String> provider,
    Optional<String> metricsServer,
    int progressDeadlineSeconds,
    TargetRef targetRef,
    Optional<AutoscalerRef> autoscalerRef,
    Optional<LocalRef> ingressRef,
    Optional<LocalRef> routeRef,
    Optional<UpstreamRef> upstreamRef,
    ServiceSpec service,
    Analysis analysis,
    boolean skipAnalysis,
    boolean revertOnDeletion,
    boolean suspend) {
  private static final int DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;

  public Duration progressDeadline() {
    return Duration.ofSeconds(progressDeadlineSeconds);
  }

  static CanarySpec read(Field spec) {
    TargetRef target = spec.at("targetRef").object(TargetRef::read);
    return new CanarySpec(
        spec.at("provider").optionalText(),
        spec.at("metricsServer").optionalText(),
        spec.at("progressDeadlineSeconds").integerOr(DEFAULT_PROGRESS_DEADLINE_SECONDS),
        target,
        spec.at("autoscalerRef").optionalObject(AutoscalerRef::read),
        spec.at("ingressRef").optionalObject(LocalRef::read),
        spec.at("routeRef").optionalObject(LocalRef::read),
        spec.at("upstreamRef").optionalObject(UpstreamRef::read),
        service(spec.at("service"), target.kind()),
        spec.at("analysis").object(Analysis::read),
        spec.at("skipAnalysis").flag(),
        spec.at("revertOnDeletion").flag(),
        spec.at("suspend").flag());
  }

  /** The schema does not ask for a service, but without a port no Service can be generated. */
  private static ServiceSpec service(Field service, TargetKind target) {
    return switch (target) {
      case DEPLOYMENT, DAEMON_SET -> service.object(ServiceSpec::read);
      case SERVICE, KNATIVE_SERVICE ->
          service
              .optionalObject(ServiceSpec::read)
              .orElseGet(() -> service.objectOrEmpty(empty -> ServiceSpec.read(empty, 0)));
    };
  }
}
