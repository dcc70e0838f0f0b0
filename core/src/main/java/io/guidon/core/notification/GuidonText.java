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

  /** A kind that a Canary needs; {@code apiVersion} as in manifests. */
  public static String kindMissing(String apiVersion, String kind) {
    return kind
        + " ("
        + apiVersion
        + ") is not installed in this cluster; install its CRD, the Canary goes on by itself then";
  }

  /** A kind that a Canary needs; {@code apiVersion} as in manifests. */
  public static String kindForbidden(String apiVersion, String kind) {
    return "the operator may not list and watch "
        + kind
        + " ("
        + apiVersion
        + "); grant it in the operator's ClusterRole, the Canary goes on by itself then";
  }

  /** A kind that a Canary needs; {@code apiVersion} as in manifests. */
  public static String kindUnanswered(String apiVersion, String kind) {
    return "the API server does not answer when the operator lists or watches "
        + kind
        + " ("
        + apiVersion
        + "); look at the API server and at proxies before it, the Canary goes on by itself then";
  }

  /** A Canary that goes without anything being handed back; {@code problems} in full sentences. */
  public static String released(String canaryKey, String problems) {
    return canaryKey
        + " is released as it is, nothing is handed back: "
        + problems
        + ". If Services or routes lead to a primary of its own, set them back by hand";
  }

  /** {@code problems} in full sentences. */
  public static String notActedUpon(String problems) {
    return "Not acted upon: " + problems;
  }
}
