package io.guidon.core.notification;

/** The type of a Kubernetes event. */
public enum EventType {
  NORMAL("Normal"),
  WARNING("Warning");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /** As events, event receivers and the run record spell it. */
  public String wireName() {
    return wireName;
  }
}
