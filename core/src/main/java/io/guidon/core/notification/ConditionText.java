package io.guidon.core.notification;

import io.guidon.core.resource.Phase;

/** The {@code Promoted} condition, word for word as Flagger writes it (spec/rollout.md §5.1). */
public final class ConditionText {
  private ConditionText() {}

  /** {@code True}, {@code False} or {@code Unknown}. */
  public static String status(Phase phase) {
    return switch (phase) {
      case INITIALIZED, SUCCEEDED -> "True";
      case FAILED -> "False";
      case NONE,
          INITIALIZING,
          WAITING,
          PROGRESSING,
          WAITING_PROMOTION,
          PROMOTING,
          FINALISING,
          TERMINATING,
          TERMINATED ->
          "Unknown";
    };
  }

  /** {@code kind} of the target. */
  public static String message(Phase phase, String kind) {
    return switch (phase) {
      case NONE, INITIALIZING, TERMINATING, TERMINATED ->
          "New " + kind + " detected, starting initialization.";
      case INITIALIZED -> kind + " initialization completed.";
      case WAITING, WAITING_PROMOTION -> "Waiting for approval.";
      case PROGRESSING -> "New revision detected, progressing canary analysis.";
      case PROMOTING -> "Canary analysis completed, starting primary rolling update.";
      case FINALISING -> "Canary analysis completed, routing all traffic to primary.";
      case SUCCEEDED -> "Canary analysis completed successfully, promotion finished.";
      case FAILED -> "Canary analysis failed, " + kind + " scaled to zero.";
    };
  }
}
