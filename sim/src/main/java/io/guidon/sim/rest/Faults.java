package io.guidon.sim.rest;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong between a client and the API server. Asked by many threads. */
public interface Faults {

  /** The method of a request that begins a watch. */
  String WATCH = "WATCH";

  /** What happens to one request. */
  sealed interface Fault {
    /** It is carried out later. */
    record Late(Duration by) implements Fault {}

    /**
     * It is refused without being carried out: 409, 429 or 500.
     *
     * @param code of HTTP
     */
    record Refused(int code) implements Fault {}

    /** It is carried out, but the connection breaks before the answer is there. */
    record AnswerLost() implements Fault {}

    /** The connection breaks before it is carried out. */
    record Lost() implements Fault {}

    /** A watch ends after this time without any word. */
    record WatchBroken(Duration after) implements Fault {}

    /** A watch is silent for this time, and then tells all that has happened meanwhile. */
    record WatchStale(Duration length) implements Fault {}
  }

  /**
   * The fault of a request, if any.
   *
   * @param method of HTTP, or {@link #WATCH}
   */
  Optional<Fault> of(String method, String path);

  /** Nothing goes wrong. */
  static Faults none() {
    return (_, _) -> Optional.empty();
  }
}
