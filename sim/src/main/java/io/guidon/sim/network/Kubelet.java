package io.guidon.sim.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.model.Applications;
import io.guidon.sim.model.Pod;
import io.guidon.sim.network.route.PodEndpoint;
import io.guidon.sim.prometheus.Sample;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Runs the applications of all pods and tells the model what it sees. On the world's thread, but
 * for the metrics.
 */
final class Kubelet implements Applications, AutoCloseable {

  private final RunningPod.Surroundings surroundings;
  private final Runnable endpointsChanged;
  private final Map<ObjectRef, RunningPod> pods = new ConcurrentHashMap<>();
  private boolean closed;

  Kubelet(RunningPod.Surroundings surroundings, Runnable endpointsChanged) {
    this.surroundings = surroundings;
    this.endpointsChanged = endpointsChanged;
  }

  @Override
  public void start(Pod pod, JsonNode spec) {
    if (!closed) {
      pods.put(ref(pod), new RunningPod(ref(pod), pod, spec, surroundings, endpointsChanged));
    }
  }

  @Override
  public void stop(Pod pod) {
    var ended = pods.remove(ref(pod));
    if (ended != null) {
      ended.close();
      endpointsChanged.run();
    }
  }

  /** Where pods answer now. */
  Collection<PodEndpoint> endpoints() {
    return pods.values().stream().flatMap(pod -> pod.endpoint().stream()).toList();
  }

  /** What the applications count. */
  Stream<Sample> metrics() {
    return pods.values().stream().flatMap(RunningPod::metrics);
  }

  @Override
  public void close() {
    closed = true;
    pods.values().forEach(RunningPod::close);
  }

  private static ObjectRef ref(Pod pod) {
    return new ObjectRef("v1", "Pod", pod.deployment().namespace(), pod.name());
  }
}
