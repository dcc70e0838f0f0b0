package io.guidon.core.notification;

/** The texts of alerts, where Flagger has one word for word (spec/alerts.md §3). */
public final class AlertText {
  private AlertText() {}

  /** {@code kind} of the target. */
  public static String initializationCompleted(String kind) {
    return "New " + kind + " detected, initialization completed.";
  }

  public static String newRevisionDetected() {
    return "New revision detected, progressing canary analysis.";
  }

  public static String analysisCompleted() {
    return "Canary analysis completed successfully, promotion finished.";
  }

  public static String analysisSkipped() {
    return "Canary analysis was skipped, promotion finished.";
  }

  public static String waitingForApproval() {
    return "Canary is waiting for approval.";
  }

  public static String promotionWaitingForApproval() {
    return "Canary promotion is waiting for approval.";
  }

  public static String trafficIncreaseWaitingForApproval() {
    return "Canary traffic increase is waiting for approval.";
  }

  public static String rollingBackManual() {
    return "Rolling back manual webhook invoked";
  }

  public static String failedChecksThreshold(int failedChecks) {
    return "Failed checks threshold reached " + failedChecks;
  }

  public static String promotionFailed(String error) {
    return "Promotion failed, primary not ready: " + error;
  }

  /** Flagger has this text but cannot reach it. */
  public static String progressDeadlineExceeded(String error) {
    return "Progress deadline exceeded " + error;
  }

  /** Not in Flagger (design.md R7). */
  public static String primaryLost(String primary) {
    return primary + " lost all its ready pods, the canary serves all traffic until it recovers.";
  }

  /** Not in Flagger (design.md R7). */
  public static String primaryLostUntried(String primary, String target) {
    return primary
        + " lost all its ready pods and keeps its traffic, "
        + target
        + " has not passed any check yet.";
  }
}
