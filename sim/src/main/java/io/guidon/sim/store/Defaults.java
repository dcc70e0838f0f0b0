package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.objects;
import static io.guidon.sim.store.Trees.putIfAbsent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What the API server fills in where nothing is said, kind by kind; from Kubernetes 1.36 and the
 * CRDs.
 */
final class Defaults {

  private Defaults() {}

  /** Fills {@code tree} in place. */
  static void fill(Kind kind, ObjectNode tree) {
    switch (kind.group() + "/" + kind.name()) {
      case "apps/Deployment" -> fillDeployment(tree);
      case "apps/DaemonSet" -> fillDaemonSet(tree);
      case "/Service" -> fillService(tree);
      case "/Secret" -> fillSecret(tree);
      case "/Pod" -> PodDefaults.fillTemplate(tree);
      case "/Event" -> fillEvent(tree);
      case "autoscaling/HorizontalPodAutoscaler" -> fillScaler(tree);
      case "discovery.k8s.io/EndpointSlice" -> fillEndpointSlice(tree);
      case "gateway.networking.k8s.io/HTTPRoute" -> RouteDefaults.fill(tree);
      case "flagger.app/Canary" -> fillCanary(tree);
      default -> {
        // Nothing of theirs is filled in.
      }
    }
  }

  private static void fillDeployment(ObjectNode tree) {
    var spec = Trees.need(tree, "spec");
    putIfAbsent(spec, "replicas", 1);
    putIfAbsent(spec, "revisionHistoryLimit", 10);
    putIfAbsent(spec, "progressDeadlineSeconds", 600);
    var strategy = Trees.need(spec, "strategy");
    putIfAbsent(strategy, "type", "RollingUpdate");
    if (Trees.text(strategy, "type").equals("RollingUpdate")) {
      var rolling = Trees.need(strategy, "rollingUpdate");
      putIfAbsent(rolling, "maxUnavailable", "25%");
      putIfAbsent(rolling, "maxSurge", "25%");
    }
    PodDefaults.fillTemplate(Trees.need(spec, "template"));
  }

  private static void fillDaemonSet(ObjectNode tree) {
    var spec = Trees.need(tree, "spec");
    putIfAbsent(spec, "revisionHistoryLimit", 10);
    var strategy = Trees.need(spec, "updateStrategy");
    putIfAbsent(strategy, "type", "RollingUpdate");
    if (Trees.text(strategy, "type").equals("RollingUpdate")) {
      var rolling = Trees.need(strategy, "rollingUpdate");
      putIfAbsent(rolling, "maxUnavailable", 1);
      putIfAbsent(rolling, "maxSurge", 0);
    }
    PodDefaults.fillTemplate(Trees.need(spec, "template"));
  }

  private static void fillService(ObjectNode tree) {
    var spec = Trees.need(tree, "spec");
    putIfAbsent(spec, "type", "ClusterIP");
    putIfAbsent(spec, "sessionAffinity", "None");
    if (Trees.text(spec, "sessionAffinity").equals("ClientIP")) {
      putIfAbsent(Trees.need(spec, "sessionAffinityConfig", "clientIP"), "timeoutSeconds", 10_800);
    } else {
      spec.remove("sessionAffinityConfig");
    }
    for (var port : objects(spec, "ports")) {
      putIfAbsent(port, "protocol", "TCP");
      if (port.path("targetPort").asText("").isEmpty()
          || port.path("targetPort").asText().equals("0")) {
        port.set("targetPort", port.path("port"));
      }
    }
    String type = Trees.text(spec, "type");
    if (!type.equals("ExternalName")) {
      putIfAbsent(spec, "internalTrafficPolicy", "Cluster");
    }
    if (type.equals("NodePort") || type.equals("LoadBalancer")) {
      putIfAbsent(spec, "externalTrafficPolicy", "Cluster");
    }
    if (type.equals("LoadBalancer") && !spec.has("allocateLoadBalancerNodePorts")) {
      spec.put("allocateLoadBalancerNodePorts", true);
    }
  }

  private static void fillSecret(ObjectNode tree) {
    putIfAbsent(tree, "type", "Opaque");
    Trees.objectAt(tree, "stringData")
        .ifPresent(texts -> {
          var data = Trees.need(tree, "data");
          texts
              .properties()
              .forEach(text ->
                  data.put(
                      text.getKey(),
                      Base64.getEncoder()
                          .encodeToString(
                              text.getValue().asText().getBytes(StandardCharsets.UTF_8))));
          tree.remove("stringData");
        });
  }

  private static void fillEvent(ObjectNode tree) {
    Trees.putEmptyIfAbsent(tree, "source");
    putIfAbsent(tree, "reportingComponent", "");
    putIfAbsent(tree, "reportingInstance", "");
  }

  /** Whoever says nothing wants 80 % of the requested CPU. */
  private static void fillScaler(ObjectNode tree) {
    var spec = Trees.need(tree, "spec");
    putIfAbsent(spec, "minReplicas", 1);
    if (objects(spec, "metrics").isEmpty()) {
      var metric = spec.putArray("metrics").addObject().put("type", "Resource");
      var resource = metric.putObject("resource").put("name", "cpu");
      resource.putObject("target").put("type", "Utilization").put("averageUtilization", 80);
    }
  }

  private static void fillEndpointSlice(ObjectNode tree) {
    for (var port : objects(tree, "ports")) {
      putIfAbsent(port, "name", "");
      putIfAbsent(port, "protocol", "TCP");
    }
  }

  /** The defaults in Flagger's CRD. */
  private static void fillCanary(ObjectNode tree) {
    for (var gateway : objects(tree, "spec", "service", "gatewayRefs")) {
      putIfAbsent(gateway, "group", "gateway.networking.k8s.io");
      putIfAbsent(gateway, "kind", "Gateway");
    }
    for (var mirror : objects(tree, "spec", "service", "mirror")) {
      Trees.objectAt(mirror, "backendRef").ifPresent(RouteDefaults::fillReference);
    }
    Trees.objectAt(tree, "spec", "analysis", "sessionAffinity")
        .ifPresent(affinity -> putIfAbsent(affinity, "maxAge", 86_400));
  }
}
