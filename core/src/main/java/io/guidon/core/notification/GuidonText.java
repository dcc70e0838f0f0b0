package io.guidon.core.notification;

/** The texts for what Flagger does not know or does not say (docs/differences.md). */
public final class GuidonText {
  private GuidonText() {}

  /** {@code command} upgrades the CRD. */
  public static String oldCrd(String command) {
    return "The installed Canary CRD drops status.run, so that nothing can be recorded safely."
        + " No rollout is started until it is upgraded: "
        + command;
  }

  /** {@code problems} in full sentences. */
  public static String notActedUpon(String problems) {
    return "Not acted upon: " + problems;
  }
}
