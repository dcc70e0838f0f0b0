package io.guidon.sim.network.app;

import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import io.guidon.sim.prometheus.Target;
import java.util.Optional;
import java.util.stream.Stream;

/** What runs in a pod. Called by many threads at once. */
public interface Application extends AutoCloseable {

  /** Answers a request to any of its ports; may block. */
  Response answer(Request request);

  /** The port that it listens on besides those that its container declares; empty if none. */
  Optional<Integer> port();

  /** Where it says whether it is ready. */
  String readyPath();

  /** What it counts; nothing, if it is not said. */
  default Target metrics() {
    return Stream::empty;
  }

  /** Ends what it started. */
  @Override
  default void close() {}
}
