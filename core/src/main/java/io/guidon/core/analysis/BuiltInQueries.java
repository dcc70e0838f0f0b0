package io.guidon.core.analysis;

import io.guidon.core.resource.Canary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queries behind {@code request-success-rate} and {@code request-duration}, by the provider of
 * the Canary (spec/metrics.md §3, §5). An observer is one entry here.
 */
final class BuiltInQueries {
  static final String SUCCESS_RATE = "request-success-rate";
  static final String DURATION = "request-duration";

  /** What counts the requests. */
  enum Kind {
    APP_MESH,
    LINKERD,
    ISTIO,
    CONTOUR,
    GLOO,
    NGINX,
    /** The pods themselves, through the labels of the bundled Prometheus configuration. */
    HTTP,
    SKIPPER,
    TRAEFIK,
    OSM,
    KUMA,
    APISIX,
    KNATIVE
  }

  private static final List<String> CANARY_PODS =
      List.of(
          "kubernetes_namespace=\"{{ namespace }}\"",
          "kubernetes_pod_name=~\"{{ target }}-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)\"");

  private static final Map<Kind, Observer> OBSERVERS =
      Map.of(
          Kind.HTTP,
          new Observer(
              Observer.shareOf(
                  new Observer.Series("http_request_duration_seconds_count", CANARY_PODS),
                  "status!~\"5.*\""),
              Observer.p99(
                  new Observer.Series("http_request_duration_seconds_bucket", CANARY_PODS)),
              1000));

  private BuiltInQueries() {}

  static boolean isBuiltIn(String metric) {
    return metric.equals(SUCCESS_RATE) || metric.equals(DURATION);
  }

  /** The observer of a provider as {@link #provider} gives it; empty where it is not built yet. */
  static Optional<Observer> observer(String provider) {
    return Optional.ofNullable(OBSERVERS.get(kind(provider)));
  }

  /** The provider by which the observer is chosen, and which texts name. */
  static String provider(Canary canary, String meshProvider) {
    var provider =
        canary
            .spec()
            .provider()
            .map(own -> meshProvider.contains("linkerd") ? "linkerd" : own)
            .orElse(meshProvider.contains("crossover") ? "crossover" : meshProvider);
    return switch (canary.targetRef().kind()) {
      case SERVICE -> provider + ":service";
      case DEPLOYMENT, DAEMON_SET, KNATIVE_SERVICE -> provider;
    };
  }

  /** What counts the requests for a provider; Istio for any that is not named otherwise. */
  static Kind kind(String provider) {
    if (provider.startsWith("appmesh")) {
      return Kind.APP_MESH;
    }
    if (provider.startsWith("gloo")) {
      return Kind.GLOO;
    }
    if (provider.startsWith("gatewayapi")) {
      return Kind.HTTP;
    }
    return switch (provider) {
      case "linkerd" -> Kind.LINKERD;
      case "contour" -> Kind.CONTOUR;
      case "nginx" -> Kind.NGINX;
      case "kubernetes" -> Kind.HTTP;
      case "skipper" -> Kind.SKIPPER;
      case "traefik" -> Kind.TRAEFIK;
      case "osm" -> Kind.OSM;
      case "kuma" -> Kind.KUMA;
      case "apisix" -> Kind.APISIX;
      case "knative" -> Kind.KNATIVE;
      default -> Kind.ISTIO;
    };
  }
}
