package io.guidon.core.rollout;

/**
 * Where the record stands. Each stage has one class of rules: what the world must look like
 * meanwhile, and what comes next. Flagger's phases are what people see; several stages may share
 * one.
 */
public enum Stage {
  /** First contact: primary, Services and route are made, then the target is scaled to zero. */
  SETUP("Setup"),
  /** Nothing under way. */
  IDLE("Idle"),
  /** A new revision was found and a confirm-rollout hook refused it. */
  WAITING("Waiting"),
  /**
   * After a failed promotion: the last promoted template goes back to the primary before a fix is
   * analysed.
   */
  RECOVERING("Recovering"),
  /** The canary is scaled up; pods, then pre-rollout hooks. */
  STARTING("Starting"),
  /** The canary has a weight; one analysis per interval. */
  STEPPING("Stepping"),
  /** The pinned revision is copied to the primary, whose rollout is awaited. */
  PROMOTING("Promoting"),
  /** Traffic goes back to the updated primary in steps. */
  RETURNING("Returning"),
  /** All traffic on the updated primary; the canary drains and is scaled to zero. */
  FINALISING("Finalising"),
  /** The run failed; traffic goes to the primary. */
  ROLLING_BACK("RollingBack"),
  /** The run failed and is reported; the canary drains and is scaled to zero. */
  SETTLING("Settling"),
  /** The primary did not become ready in time; the canary gets all traffic and keeps it. */
  KEEPING_CANARY("KeepingCanary"),
  /** The Canary is being deleted; its application is handed back first. */
  DELETING("Deleting");

  private final String wireName;

  Stage(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /**
   * Whether no canary is analysed, promoted or taken down in it: one that carries all traffic does
   * so since a promotion failed, or since the primary was lost at a rollback.
   */
  boolean isOutsideOfAnalysis() {
    return switch (this) {
      case IDLE, WAITING, RECOVERING, KEEPING_CANARY -> true;
      case SETUP,
          STARTING,
          STEPPING,
          PROMOTING,
          RETURNING,
          FINALISING,
          ROLLING_BACK,
          SETTLING,
          DELETING ->
          false;
    };
  }
}
