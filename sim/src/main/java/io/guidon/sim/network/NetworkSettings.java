package io.guidon.sim.network;

import java.time.Duration;
import java.util.Objects;

/**
 * How the network behaves.
 *
 * @param seed of everything that is left to chance: which backend a request goes to (weighted
 *     random), what errors and delays applications have
 * @param probeAtFirst from one readiness probe to the next until the pod answers
 * @param probeLater from one to the next after that
 * @param restart from the end of an application until it is started again the first time; doubled
 *     each time after that, up to {@code slowestRestart}
 */
public record NetworkSettings(
    long seed,
    Duration probeAtFirst,
    Duration probeLater,
    Duration restart,
    Duration slowestRestart) {

  public NetworkSettings {
    Objects.requireNonNull(probeAtFirst);
    Objects.requireNonNull(probeLater);
    Objects.requireNonNull(restart);
    Objects.requireNonNull(slowestRestart);
  }

  /** Probes each second, restarts after 1 s to 10 s. */
  public static NetworkSettings usual() {
    return new NetworkSettings(
        1,
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10));
  }
}
