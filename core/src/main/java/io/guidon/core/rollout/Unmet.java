package io.guidon.core.rollout;

/**
 * Something that is not yet as it must be, and forbids to advance (never to go back, design.md R2).
 *
 * @param what which kind of thing; decides whether its text is told as an event
 * @param text what was found and what is waited for, in Flagger's words where it has them
 */
public record Unmet(What what, String text) {

  /** Kinds of obstacles. */
  public enum What {
    /** Pods of the target are not ready. */
    CANARY_PODS,
    /** Pods of the primary are not ready. */
    PRIMARY_PODS,
    /** A Service has no ready endpoints yet. */
    ENDPOINTS,
    /** The gateway does not carry out the route yet. */
    ROUTE,
    /** Requests under way get their time to end. */
    DRAIN,
    /** An object is missing, cannot be rendered, or its write was refused. */
    OBJECT,
    /** It is to be told that the Canary goes. */
    FAREWELL,
    /** Written in this pass; its effect is not observed yet. */
    WRITTEN
  }

  /** Whether Flagger tells people about it as a Warning event. */
  boolean isTold() {
    return switch (what) {
      case CANARY_PODS, PRIMARY_PODS, ROUTE, OBJECT -> true;
      case ENDPOINTS, DRAIN, FAREWELL, WRITTEN -> false;
    };
  }
}
