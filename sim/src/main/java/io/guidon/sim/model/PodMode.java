package io.guidon.sim.model;

import java.time.Duration;
import java.util.Objects;

/** How the pods of a Deployment get ready. */
public sealed interface PodMode {

  /** Each pod is ready this long after it was made, and stays so. */
  record ReadyAfter(Duration delay) implements PodMode {
    public ReadyAfter {
      Objects.requireNonNull(delay);
    }
  }

  /** No pod gets ready; pods that are ready are so no longer. */
  record NeverReady() implements PodMode {}

  /** At most {@code count} pods of a revision get ready, each after {@code delay}. */
  record ReadyUpTo(int count, Duration delay) implements PodMode {
    public ReadyUpTo {
      Objects.requireNonNull(delay);
    }
  }

  /**
   * Each pod is ready for {@code up}, then not ready for {@code down}, and so on, beginning with
   * {@code down}.
   */
  record Flapping(Duration up, Duration down) implements PodMode {
    public Flapping {
      if (up.isZero() || down.isZero()) {
        throw new IllegalArgumentException(
            "a pod cannot flap without any time between: " + up + ", " + down);
      }
    }
  }

  static PodMode readyAfter(Duration delay) {
    return new ReadyAfter(delay);
  }

  static PodMode neverReady() {
    return new NeverReady();
  }

  static PodMode readyUpTo(int count, Duration delay) {
    return new ReadyUpTo(count, delay);
  }

  static PodMode flapping(Duration up, Duration down) {
    return new Flapping(up, down);
  }
}
