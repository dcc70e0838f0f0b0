package io.guidon.core.notification;

/** The texts for what Flagger does not know or does not say (docs/differences.md). */
public final class GuidonText {
  private GuidonText() {}

  /** The target went back to the promoted revision in the middle of a run. */
  public static String rollingBackReverted(Names names) {
    return "Rolling back " + names.canaryKey() + " reverted to the promoted revision";
  }

  public static String canaryLost(Names names) {
    return "Halt "
        + names.canaryKey()
        + " advancement canary deployment "
        + names.targetKey()
        + " has no ready pods, routing all traffic to primary until it recovers";
  }

  public static String primaryLost(Names names) {
    return "Primary "
        + names.primaryKey()
        + " has no ready pods, routing all traffic to canary until it recovers";
  }

  public static String bothServe(Names names) {
    return "Primary and canary of " + names.canaryKey() + " have ready pods again";
  }

  /** {@code managers} are the field managers of the object that are not ours. */
  public static String changedByOthers(String object, String managers) {
    return object
        + " is changed again and again by "
        + managers
        + "; stop that manager from writing these fields, repairs are made at growing intervals";
  }

  /** {@code command} upgrades the CRD. */
  public static String oldCrd(String command) {
    return "The installed Canary CRD drops status.run, so that nothing can be recorded safely."
        + " No rollout is started until it is upgraded: "
        + command;
  }

  public static String foreignWriter(Names names) {
    return "The status of "
        + names.canaryKey()
        + " was changed by another operator; Guidon does not touch it while two are at work."
        + " Stop the other one";
  }

  /** {@code problems} in full sentences. */
  public static String notActedUpon(String problems) {
    return "Not acted upon: " + problems;
  }
}
