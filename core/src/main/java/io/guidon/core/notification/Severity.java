package io.guidon.core.notification;

/** How bad an alert is, mildest first (spec/alerts.md §2). */
public enum Severity {
  INFO("info"),
  WARN("warn"),
  ERROR("error");

  private final String wireName;

  Severity(String wireName) {
    this.wireName = wireName;
  }

  /** As the {@code severity} of a Canary's alerts and the run record spell it. */
  public String wireName() {
    return wireName;
  }

  /** Whether an alert entry that asks for {@code lowest} gets an alert of this severity. */
  public boolean passes(io.guidon.core.resource.Severity lowest) {
    return compareTo(valueOf(lowest.name())) >= 0;
  }
}
