package io.guidon.operator.cluster;

import io.guidon.core.workload.PinnedRevision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The resources that Guidon uses. */
final class Kinds {
  static final Kind CANARIES = of("flagger.app/v1beta1", "Canary", "canaries");
  static final Kind DEPLOYMENTS = of("apps/v1", "Deployment", "deployments");
  static final Kind SERVICES = of("v1", "Service", "services");
  static final Kind SLICES = of("discovery.k8s.io/v1", "EndpointSlice", "endpointslices");
  static final Kind EVENTS = of("v1", "Event", "events");
  static final Kind LEASES = of("coordination.k8s.io/v1", "Lease", "leases");

  /** Those whose objects are watched and stored. */
  static final List<Kind> WATCHED =
      List.of(
          CANARIES,
          of("flagger.app/v1beta1", "MetricTemplate", "metrictemplates"),
          of("flagger.app/v1beta1", "AlertProvider", "alertproviders"),
          DEPLOYMENTS,
          new Kind(
              "apps/v1",
              "ControllerRevision",
              "controllerrevisions",
              Optional.of(PinnedRevision.LABEL)),
          SERVICES,
          of("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
          of("gateway.networking.k8s.io/v1", "HTTPRoute", "httproutes"),
          SLICES);

  /** Those that are only read or written, one object at a time. */
  private static final List<Kind> NOT_WATCHED =
      List.of(
          EVENTS,
          LEASES,
          of("v1", "Secret", "secrets"),
          of("v1", "ConfigMap", "configmaps"),
          of("v1", "Namespace", "namespaces"));

  private Kinds() {}

  static Optional<Kind> find(String apiVersion, String kind) {
    return Stream.concat(WATCHED.stream(), NOT_WATCHED.stream())
        .filter(known -> known.apiVersion().equals(apiVersion) && known.kind().equals(kind))
        .findFirst();
  }

  private static Kind of(String apiVersion, String kind, String plural) {
    return new Kind(apiVersion, kind, plural, Optional.empty());
  }
}
