package io.guidon.sim.prometheus;

import java.util.stream.Stream;

/** Something with metrics: a pod, a gateway, a cluster. Asked at every scrape, from any thread. */
@FunctionalInterface
public interface Target {
  /** The current values, each series once. Cheap, and free of I/O. */
  Stream<Sample> scrape();
}
