package io.guidon.sim.rest;

/** What pods have written. */
@FunctionalInterface
public interface PodLogs {

  /** The text of a pod; empty if it has written nothing. */
  String of(String namespace, String name);

  /** No pod writes anything. */
  static PodLogs none() {
    return (_, _) -> "";
  }
}
