package io.guidon.core.rollout;

import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.routing.RoutingProviders;
import java.util.HashSet;
import java.util.Set;

/** Which objects concern a Canary: a change of any of them is a reason to look at it. */
public final class References {
  private References() {}

  /**
   * All of them, whether they exist or not. The routing objects are those of every provider, since which one applies
   * may change with the operator's flags. An EndpointSlice stands under the name of its Service.
   */
  public static Set<ObjectRef> of(Canary canary) {
    var namespace = canary.namespace();
    var references = new HashSet<ObjectRef>();
    references.add(Scene.targetRef(canary));
    references.add(Scene.primaryRef(canary));
    for (var service :
        new String[] {canary.apexName(), canary.primaryServiceName(), canary.canaryServiceName()}) {
      references.add(new ObjectRef("v1", "Service", namespace, service));
      references.add(new ObjectRef("discovery.k8s.io/v1", "EndpointSlice", namespace, service));
    }
    canary
        .spec()
        .autoscalerRef()
        .ifPresent(
            scaler -> {
              references.add(scaler(namespace, scaler.name()));
              references.add(scaler(namespace, scaler.name() + "-primary"));
            });
    for (var metric : canary.analysis().metrics()) {
      metric
          .templateRef()
          .ifPresent(
              ref ->
                  references.add(
                      new ObjectRef(
                          "flagger.app/v1beta1",
                          "MetricTemplate",
                          ref.namespace().orElse(namespace),
                          ref.name())));
    }
    RoutingProviders.all().forEach(provider -> references.addAll(provider.objects(canary)));
    return references;
  }

  static ObjectRef scaler(String namespace, String name) {
    return new ObjectRef("autoscaling/v2", "HorizontalPodAutoscaler", namespace, name);
  }
}
