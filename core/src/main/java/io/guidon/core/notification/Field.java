package io.guidon.core.notification;

import java.util.Objects;

/** One line of facts under an alert. */
public record Field(String name, String value) {
  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }
}
