package io.guidon.core.analysis.template;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that a text literal spells one by one; together they must be UTF-8. What is not becomes the
 * replacement character, as our texts, unlike Go's, are characters and not bytes.
 */
final class ByteRun {
  private final StringBuilder to;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ByteRun(StringBuilder to) {
    this.to = to;
  }

  int add(long octet) {
    if (octet > 255) {
      throw new TemplateError("invalid syntax");
    }
    bytes.write((int) octet);
    return (int) octet;
  }

  void flush() {
    to.append(bytes.toString(StandardCharsets.UTF_8));
    bytes.reset();
  }
}
