package io.guidon.operator.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent encoding (RFC 3986 §2.1). */
final class Percent {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

  /** What stands in a path as it is. */
  static final String PATH = UNRESERVED + "$&+,/:;=@!'()*";

  /** What stands in a query as it is, its question mark included. */
  static final String QUERY = PATH + "?[]";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Percent() {}

  /** Escapes what is not {@code allowed}; what is escaped already stays. */
  static String escape(String text, String allowed) {
    var escaped = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      escaped.append((char) (octet & 0xff));
    }
    var octets = escaped.toString();
    escaped.setLength(0);
    for (int at = 0; at < octets.length(); at++) {
      char octet = octets.charAt(at);
      if (allowed.indexOf(octet) >= 0 || (octet == '%' && isEscape(octets, at))) {
        escaped.append(octet);
      } else {
        escaped.append('%').append(HEX.toHexDigits((byte) octet));
      }
    }
    return escaped.toString();
  }

  /** Whether an escape of two hexadecimal digits begins at {@code at}. */
  static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }

  /** Takes escapes back; whatever is none stays. */
  static String decode(String text) {
    var octets = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int at = 0; at < octets.length; at++) {
      var escape =
          octets[at] == '%' && at + 2 < octets.length ? hex(octets[at + 1], octets[at + 2]) : -1;
      octets[length++] = escape >= 0 ? (byte) escape : octets[at];
      at += escape >= 0 ? 2 : 0;
    }
    return new String(octets, 0, length, StandardCharsets.UTF_8);
  }

  private static int hex(byte high, byte low) {
    return HexFormat.isHexDigit(high) && HexFormat.isHexDigit(low)
        ? (HexFormat.fromHexDigit(high) << 4) | HexFormat.fromHexDigit(low)
        : -1;
  }
}
