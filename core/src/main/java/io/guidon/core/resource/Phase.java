package io.guidon.core.resource;

/** Flagger's phases (spec/rollout.md §6). */
public enum Phase implements WireNamed {
  /** Never synchronised. */
  NONE(""),
  INITIALIZING("Initializing"),
  INITIALIZED("Initialized"),
  WAITING("Waiting"),
  PROGRESSING("Progressing"),
  WAITING_PROMOTION("WaitingPromotion"),
  PROMOTING("Promoting"),
  FINALISING("Finalising"),
  SUCCEEDED("Succeeded"),
  FAILED("Failed"),
  TERMINATING("Terminating"),
  /** In the schema, but never written. */
  TERMINATED("Terminated");

  private final String wireName;

  Phase(String wireName) {
    this.wireName = wireName;
  }

  /** The phase spelled {@code wireName}; {@link #NONE} for a text that names none. */
  public static Phase of(String wireName) {
    for (Phase phase : values()) {
      if (phase.wireName.equals(wireName)) {
        return phase;
      }
    }
    return NONE;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
