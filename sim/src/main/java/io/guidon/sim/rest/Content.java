package io.guidon.sim.rest;

import java.nio.charset.StandardCharsets;

/** The body of a request. */
final class Content {

  private final byte[] bytes;

  /** Takes the array over. */
  Content(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** As UTF-8. */
  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }
}
