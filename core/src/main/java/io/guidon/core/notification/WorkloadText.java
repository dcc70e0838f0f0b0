package io.guidon.core.notification;

/**
 * The texts about workloads, Services and scaling that become Warning events, word for word as
 * Flagger writes them (spec/workloads.md §16). Keys are {@code <name>.<namespace>}; {@code error}
 * is the inner text, printed as it is.
 */
public final class WorkloadText {
  private WorkloadText() {}

  /** {@code key} of the target or the primary. */
  public static String deploymentUnreadable(String key, String error) {
    return "deployment " + key + " get query error: " + error;
  }

  public static String selectorLabelFailed(String error) {
    return "getSelectorLabel failed: " + error;
  }

  public static String serviceFailed(String error) {
    return "reconcileService failed: " + error;
  }

  public static String serviceNotCreated(String key, String error) {
    return "service " + key + " create error: " + error;
  }

  /** {@code service} is the bare name here. */
  public static String serviceUnreadable(String service, String error) {
    return "service " + service + " get query error: " + error;
  }

  /** {@code service} is the bare name here. */
  public static String serviceNotUpdated(String service, String error) {
    return "service " + service + " update error: " + error;
  }

  public static String primaryFailed(String error) {
    return "createPrimaryDeployment failed: " + error;
  }

  public static String primaryNotCreated(String primaryKey, String error) {
    return "creating deployment " + primaryKey + " failed: " + error;
  }

  public static String templateNotCopied(String primaryKey, String error) {
    return "updating deployment " + primaryKey + " template spec failed: " + error;
  }

  /** {@code kind} of the target, as in {@code spec.targetRef.kind}. */
  public static String scalingDownFailed(String kind, String targetKey, String error) {
    return "scaling down canary " + kind + " " + targetKey + " failed: " + error;
  }

  public static String targetNotPatched(String targetKey, String error) {
    return "deployment " + targetKey + " patch query error: " + error;
  }

  public static String scalingUpFailed(String targetKey, int replicas, String error) {
    return "scaling up " + targetKey + " to " + replicas + " failed: " + error;
  }

  public static String scalerUnreadable(String scalerKey, String error) {
    return "HorizontalPodAutoscaler " + scalerKey + " get query error: " + error;
  }

  public static String scalerNotCreated(String primaryScalerKey, String error) {
    return "creating HorizontalPodAutoscaler v2 " + primaryScalerKey + " failed: " + error;
  }

  public static String scalerNotUpdated(String primaryScalerKey, String error) {
    return "updating HorizontalPodAutoscaler v2 " + primaryScalerKey + " failed: " + error;
  }

  public static String statusNotSynced(String canaryKey, String error) {
    return "failed to sync canary " + canaryKey + " status: " + error;
  }
}
