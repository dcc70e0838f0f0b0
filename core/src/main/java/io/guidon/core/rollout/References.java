package io.guidon.core.rollout;

import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.routing.RoutingProviders;
import io.guidon.core.workload.PrimaryScaler;
import java.util.HashSet;
import java.util.Set;

/** Which objects concern a Canary: a change of any of them is a reason to look at it. */
public final class References {
  private References() {}

  /**
   * All of them, whether they exist or not. An EndpointSlice stands under the name of its Service.
   *
   * @param settings say which routing provider applies where the Canary names none
   */
  public static Set<ObjectRef> of(Canary canary, Settings settings) {
    var provider = canary.spec().provider().orElse(settings.meshProvider());
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
        .ifPresent(scaler -> {
          references.add(PrimaryScaler.source(canary, scaler));
          references.add(PrimaryScaler.copy(canary, scaler));
        });
    for (var metric : canary.analysis().metrics()) {
      metric
          .templateRef()
          .ifPresent(ref ->
              references.add(
                  new ObjectRef(
                      "flagger.app/v1beta1",
                      "MetricTemplate",
                      ref.namespace().orElse(namespace),
                      ref.name())));
    }
    RoutingProviders.of(provider).ifPresent(routing -> references.addAll(routing.objects(canary)));
    return references;
  }
}
