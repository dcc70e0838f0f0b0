package io.guidon.core.workload;

import java.nio.charset.StandardCharsets;

/**
 * Flagger's short hashes: 32-bit FNV-1a, in decimal, with each digit replaced (spec/workloads.md
 * §10.2).
 */
final class ShortHash {
  private static final int OFFSET = 0x811c9dc5;
  private static final int PRIME = 0x01000193;

  /** What stands for the digits 0 to 9. */
  private static final String DIGITS = "456789bcdf";

  private ShortHash() {}

  /** 1 to 10 characters. */
  static String of(String text) {
    int hash = OFFSET;
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (next & 0xff)) * PRIME;
    }
    var safe = new StringBuilder();
    Integer.toUnsignedString(hash)
        .chars()
        .forEach(digit -> safe.append(DIGITS.charAt(digit - '0')));
    return safe.toString();
  }
}
