package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * How Services and routing objects are generated: {@code spec.service} (spec/crds.md §2.3 to §2.8).
 *
 * @param name base name of what is generated; see {@link Canary#apexName}
 * @param port of the generated Services; 0 only where the target is a Service and {@code
 *     spec.service} is not given
 * @param portName name of the Service port
 * @param timeout of requests, as given
 * @param backendTimeout of requests to a backend, as given (Gateway API only)
 * @param hosts as given; each routing provider has its own default
 * @param gateways as given; each routing provider has its own default
 * @param trafficPolicy part of Istio's DestinationRule, copied as it is
 * @param apex for the apex Service and the routing object
 * @param primary for the primary's Service
 * @param canary for the canary's Service
 */
public record ServiceSpec(
    Optional<String> name,
    int port,
    String portName,
    Optional<String> appProtocol,
    Optional<String> trafficDistribution,
    TargetPort targetPort,
    boolean portDiscovery,
    boolean headless,
    Optional<String> timeout,
    Optional<String> backendTimeout,
    Optional<String> meshName,
    List<String> backends,
    List<String> hosts,
    boolean delegation,
    List<String> gateways,
    List<GatewayRef> gatewayRefs,
    List<HttpMatch> match,
    Optional<Rewrite> rewrite,
    Optional<Retries> retries,
    Optional<HeaderChanges> headers,
    List<Mirror> mirror,
    Optional<Cors> corsPolicy,
    Optional<JsonNode> trafficPolicy,
    ObjectMetadataBlock apex,
    ObjectMetadataBlock primary,
    ObjectMetadataBlock canary,
    UnmanagedMetadata unmanagedMetadata) {

  public ServiceSpec {
    backends = List.copyOf(backends);
    hosts = List.copyOf(hosts);
    gateways = List.copyOf(gateways);
    gatewayRefs = List.copyOf(gatewayRefs);
    match = List.copyOf(match);
    mirror = List.copyOf(mirror);
  }

  static ServiceSpec read(Field service) {
    return read(service, service.at("port").integer());
  }

  /** Reads a service whose port is known, because none need be given. */
  static ServiceSpec read(Field service, int port) {
    return new ServiceSpec(
        service.at("name").optionalText(),
        port,
        service.at("portName").optionalText().orElse("http"),
        service.at("appProtocol").optionalText(),
        service.at("trafficDistribution").optionalText(),
        targetPort(service.at("targetPort"), port),
        service.at("portDiscovery").flag(),
        service.at("headless").flag(),
        service.at("timeout").optionalText(),
        service.at("backendTimeout").optionalText(),
        service.at("meshName").optionalText(),
        service.at("backends").texts(),
        service.at("hosts").texts(),
        service.at("delegation").flag(),
        service.at("gateways").texts(),
        service.at("gatewayRefs").objects(GatewayRef::read),
        service.at("match").objects(HttpMatch::read),
        service.at("rewrite").optionalObject(Rewrite::read),
        service.at("retries").optionalObject(Retries::read),
        service.at("headers").optionalObject(HeaderChanges::read),
        service.at("mirror").objects(Mirror::read),
        service.at("corsPolicy").optionalObject(Cors::read),
        service.at("trafficPolicy").optionalTree(),
        service.at("apex").objectOrEmpty(ObjectMetadataBlock::read),
        service.at("primary").objectOrEmpty(ObjectMetadataBlock::read),
        service.at("canary").objectOrEmpty(ObjectMetadataBlock::read),
        service.at("unmanagedMetadata").objectOrEmpty(UnmanagedMetadata::read));
  }

  /** Absent, {@code 0}, {@code "0"} and the empty text all mean the port of the Service. */
  private static TargetPort targetPort(Field field, int servicePort) {
    if (!field.isGiven()) {
      return new TargetPort.Numbered(servicePort);
    }
    if (field.isText()) {
      String name = field.text();
      return name.isEmpty() || name.equals("0")
          ? new TargetPort.Numbered(servicePort)
          : new TargetPort.Named(name);
    }
    int number = field.integer();
    return new TargetPort.Numbered(number == 0 ? servicePort : number);
  }
}
