package io.guidon.core.resource;

/** The lowest severity that an alert entry lets pass; the order is that of importance. */
public enum Severity implements WireNamed {
  INFO("info"),
  WARN("warn"),
  ERROR("error");

  private final String wireName;

  Severity(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
