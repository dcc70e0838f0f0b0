package io.guidon.core.notification;

import io.guidon.core.resource.ObjectRef;
import java.util.Collection;

/**
 * The texts of events. Where Flagger has one it is used word for word, because people search for
 * them and dashboards match them (spec/webhooks.md §5, §8.1). {@code canaryKey}, {@code targetKey}
 * and {@code primaryKey} are {@code <name>.<namespace>}; {@code error} is what the failing side
 * said, possibly empty.
 */
public final class EventText {
  private EventText() {}

  public static String metricProvidersAvailable() {
    return "all the metrics providers are available!";
  }

  public static String metricProvidersError(String error) {
    return "Error checking metric providers: " + error;
  }

  public static String initializationDone(String canaryKey) {
    return "Initialization done! " + canaryKey;
  }

  public static String newRevisionScalingUp(String targetKey) {
    return "New revision detected! Scaling up " + targetKey;
  }

  public static String newRevisionRestarting(String targetKey) {
    return "New revision detected! Restarting analysis for " + targetKey;
  }

  public static String startingAnalysis(String targetKey) {
    return "Starting canary analysis for " + targetKey;
  }

  /** {@code weight} in percent of the requests. */
  public static String advanceCanaryWeight(String canaryKey, int weight) {
    return "Advance " + canaryKey + " canary weight " + weight;
  }

  /** {@code weight} in percent of the requests. */
  public static String advancePrimaryWeight(String canaryKey, int weight) {
    return "Advance " + canaryKey + " primary weight " + weight;
  }

  public static String routingAllToPrimary() {
    return "Routing all traffic to primary";
  }

  public static String copying(String targetKey, String primaryKey) {
    return "Copying " + targetKey + " template spec to " + primaryKey;
  }

  public static String promotionCompleted(String targetKey) {
    return "Promotion completed! Scaling down " + targetKey;
  }

  public static String promotionCompletedSkipped(String targetKey) {
    return "Promotion completed! Canary analysis was skipped for " + targetKey;
  }

  public static String suspended() {
    return "skipping canary run as object is suspended";
  }

  public static String terminating(String canaryKey) {
    return "Terminating canary " + canaryKey;
  }

  /** Not in Flagger: what users get from now on was never analysed to its end (design.md R13). */
  public static String handsOverUnpromoted(String canaryKey, String targetKey) {
    return "Terminating canary "
        + canaryKey
        + " hands all traffic to "
        + targetKey
        + " as it is declared now, which was not promoted; to keep what was promoted, set its pod"
        + " template back (kubectl rollout undo)";
  }

  public static String terminated(String canaryKey) {
    return "Terminated canary " + canaryKey;
  }

  public static String canaryFailed(String canaryKey) {
    return "Canary failed! Scaling down " + canaryKey;
  }

  public static String failedChecksThreshold(String canaryKey, int failedChecks) {
    return "Rolling back " + canaryKey + " failed checks threshold reached " + failedChecks;
  }

  public static String progressDeadlineExceeded(String canaryKey, String error) {
    return "Rolling back " + canaryKey + " progress deadline exceeded " + error;
  }

  public static String rollingBackManual(String canaryKey) {
    return "Rolling back " + canaryKey + " manual webhook invoked";
  }

  /** Not in Flagger, which goes on to analyse the template that the primary runs already. */
  public static String rollingBackReverted(String canaryKey) {
    return "Rolling back " + canaryKey + " reverted to the promoted revision";
  }

  public static String promotionFailed(String targetKey, String error) {
    return "Promotion of " + targetKey + " failed, primary not ready: " + error;
  }

  public static String confirmRolloutPassed(String hook) {
    return "Confirm-rollout check " + hook + " passed";
  }

  public static String preRolloutPassed(String hook) {
    return "Pre-rollout check " + hook + " passed";
  }

  public static String preRolloutFailed(String canaryKey, String hook, String error) {
    return "Halt " + canaryKey + " advancement pre-rollout check " + hook + " failed " + error;
  }

  /** A hook of type rollout refused. */
  public static String externalCheckFailed(String canaryKey, String hook, String error) {
    return "Halt " + canaryKey + " advancement external check " + hook + " failed " + error;
  }

  public static String trafficIncreasePassed(String hook) {
    return "Confirm-traffic-increase check " + hook + " passed";
  }

  public static String confirmPromotionPassed(String hook) {
    return "Confirm-promotion check " + hook + " passed";
  }

  public static String postRolloutPassed(String hook) {
    return "Post-rollout check " + hook + " passed";
  }

  public static String postRolloutFailed(String hook, String error) {
    return "Post-rollout hook " + hook + " failed " + error;
  }

  /** A rollback hook that answers with success orders a rollback. */
  public static String rollbackCheckPassed(String hook) {
    return "Rollback check " + hook + " passed";
  }

  public static String rollbackNotSignaled(String hook) {
    return "Rollback hook " + hook + " not signaling a rollback";
  }

  public static String waitingForApproval(String canaryKey, String hook) {
    return "Halt " + canaryKey + " advancement waiting for approval " + hook;
  }

  public static String waitingForPromotionApproval(String canaryKey, String hook) {
    return "Halt " + canaryKey + " advancement waiting for promotion approval " + hook;
  }

  public static String waitingForTrafficIncrease(String canaryKey, String hook) {
    return "Halt " + canaryKey + " advancement waiting for traffic increase approval " + hook;
  }

  /** {@code reason} as in spec/workloads.md §14.1. */
  public static String primaryNotReady(String primaryKey, String reason) {
    return primaryKey + " not ready: " + reason;
  }

  /** {@code reason} as in spec/workloads.md §14.1. */
  public static String canaryNotReady(String targetKey, String reason) {
    return "canary deployment " + targetKey + " not ready: " + reason;
  }

  /** Not in Flagger (design.md R7). */
  public static String canaryLost(String canaryKey, String target) {
    return "Halt "
        + canaryKey
        + " advancement "
        + target
        + " lost all its ready pods, routing all traffic to primary";
  }

  /** Not in Flagger (design.md R7). */
  public static String primaryLost(String canaryKey, String primary) {
    return "Halt "
        + canaryKey
        + " advancement "
        + primary
        + " lost all its ready pods, routing all traffic to canary";
  }

  /** Not in Flagger (design.md R7, I3): the canary is not given more than its weight. */
  public static String primaryLostUntried(String canaryKey, String primary, String target) {
    return "Halt "
        + canaryKey
        + " advancement "
        + primary
        + " lost all its ready pods, keeping traffic on it: "
        + target
        + " has not passed any check yet";
  }

  /** Not in Flagger (design.md R7). */
  public static String bothServe(String canaryKey) {
    return "Primary and canary of " + canaryKey + " have ready pods again, restoring their weights";
  }

  /** Not in Flagger, which neither notices nor repairs it (design.md R5). */
  public static String primaryEdited(String primaryKey, String revision) {
    return primaryKey
        + " was edited by hand: its pod template is not that of the promoted revision "
        + revision
        + "; it is kept until the next promotion replaces it";
  }

  /** Not in Flagger (design.md R7). */
  public static String routeUnreported(String canaryKey) {
    return "No gateway reports on the routes of "
        + canaryKey
        + ", going on without its word; check that the Gateway of spec.service.gatewayRefs exists"
        + " and that a controller serves it";
  }

  /** Not in Flagger (design.md R7). */
  public static String endpointsUnreported(String serviceKey) {
    return "No EndpointSlice names Service "
        + serviceKey
        + " although its workload is ready, going on without";
  }

  /** Not in Flagger (design.md R5): somebody else keeps changing what Guidon owns. */
  public static String changedByOthers(ObjectRef object, Collection<String> managers) {
    return object
        + " is changed again and again by "
        + String.join(", ", managers)
        + ", restoring it";
  }
}
