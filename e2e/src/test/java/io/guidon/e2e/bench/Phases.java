package io.guidon.e2e.bench;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The phases that Canaries went through, as a watch of our own saw them. */
final class Phases implements AutoCloseable {
  private final SharedIndexInformer<GenericKubernetesResource> canaries;
  private final List<Seen> seen = new ArrayList<>();

  /** A Canary was seen in this phase at this {@link System#nanoTime()}. */
  private record Seen(String namespace, String phase, long nanos) {}

  Phases(KubernetesClient client) {
    canaries =
        client
            .genericKubernetesResources("flagger.app/v1beta1", "Canary")
            .inAnyNamespace()
            .inform(new Told<>(this::changed));
  }

  private synchronized void changed(GenericKubernetesResource canary) {
    Object phase = canary.get("status", "phase");
    if (phase != null) {
      seen.add(new Seen(canary.getMetadata().getNamespace(), phase.toString(), System.nanoTime()));
      notifyAll();
    }
  }

  /**
   * Waits for the Canary of a namespace and returns when it was first seen in the phase at or after
   * {@code since}, both by {@link System#nanoTime()}.
   *
   * @throws IllegalStateException if it is not within {@code limit} from now
   */
  synchronized long await(String namespace, String phase, long since, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      var found = find(namespace, phase, since);
      if (found.isPresent()) {
        return found.get();
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new IllegalStateException(
            "The Canary of %s was not %s within %s".formatted(namespace, phase, limit));
      }
      wait(left);
    }
  }

  private Optional<Long> find(String namespace, String phase, long since) {
    return seen.stream()
        .filter(one -> one.namespace().equals(namespace) && one.phase().equals(phase))
        .map(Seen::nanos)
        .filter(nanos -> nanos - since >= 0)
        .findFirst();
  }

  @Override
  public void close() {
    canaries.close();
  }
}
