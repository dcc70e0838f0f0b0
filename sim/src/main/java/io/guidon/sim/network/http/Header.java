package io.guidon.sim.network.http;

import java.util.Objects;

/** One header field; its name's case means nothing. */
public record Header(String name, String value) {

  public Header {
    Objects.requireNonNull(name);
    // A line break would begin another field.
    if (name.isBlank() || (name + value).chars().anyMatch(c -> c == '\r' || c == '\n')) {
      throw new IllegalArgumentException("not a header field: " + name + ": " + value);
    }
  }

  boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }
}
