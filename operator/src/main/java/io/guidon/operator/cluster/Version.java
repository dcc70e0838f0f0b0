package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A resourceVersion: of two, the one with the greater number is the later, whatever object it
 * belongs to.
 */
record Version(String text) implements Comparable<Version> {
  /** Older than everything. */
  static final Version NONE = new Version("");

  /** Later than everything. */
  static final Version LAST = new Version("9".repeat(40));

  static Version of(JsonNode object) {
    return new Version(object.path("metadata").path("resourceVersion").asText());
  }

  boolean isBefore(Version other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(Version other) {
    return text.length() == other.text.length()
        ? text.compareTo(other.text)
        : Integer.compare(text.length(), other.text.length());
  }
}
