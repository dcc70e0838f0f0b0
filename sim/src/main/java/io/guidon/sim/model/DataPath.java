package io.guidon.sim.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/**
 * What carries the requests of the cluster's gateways; called on the world's thread. Where there is
 * none, every route counts as accepted.
 */
public interface DataPath {

  /** Brings what is stored into effect: what is reported after that is true for requests. */
  void catchUp();

  /** What it makes of an HTTPRoute: one entry for each of its parents that it serves. */
  List<ParentReport> route(ObjectNode route);

  /** What it makes of a Gateway. */
  GatewayReport gateway(ObjectNode gateway);

  /**
   * One parent of a route.
   *
   * @param parentRef as the route has it
   */
  record ParentReport(ObjectNode parentRef, Verdict accepted, Verdict resolvedRefs) {
    public ParentReport {
      Objects.requireNonNull(parentRef);
    }
  }

  /**
   * A Gateway.
   *
   * @param address where it listens, {@code 127.0.0.1}
   */
  record GatewayReport(String address, List<ListenerReport> listeners) {
    public GatewayReport {
      listeners = List.copyOf(listeners);
    }
  }

  /** A listener of a Gateway, and how many routes are attached to it. */
  record ListenerReport(String name, int attachedRoutes, Verdict accepted) {}

  /**
   * A condition.
   *
   * @param reason one of Gateway API's, in one word
   */
  record Verdict(boolean holds, String reason, String message) {
    public static Verdict yes(String reason) {
      return new Verdict(true, reason, "");
    }

    public static Verdict no(String reason, String message) {
      return new Verdict(false, reason, message);
    }
  }
}
