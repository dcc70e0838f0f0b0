package io.guidon.core.analysis.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** {@code html}, {@code js} and {@code urlquery}. */
final class Escaping {

  private Escaping() {}

  static String html(String text) {
    var escaped = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      switch (character) {
        case '"' -> escaped.append("&#34;");
        case '\'' -> escaped.append("&#39;");
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case 0 -> escaped.append('\uFFFD');
        default -> escaped.append(character);
      }
    }
    return escaped.toString();
  }

  static String js(String text) {
    var escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(character -> {
          if (character == '\\' || character == '\'' || character == '"') {
            escaped.append('\\').append((char) character);
          } else if (isPlain(character)) {
            escaped.appendCodePoint(character);
          } else {
            escaped.append(String.format(Locale.ROOT, "\\u%04X", character));
          }
        });
    return escaped.toString();
  }

  private static boolean isPlain(int character) {
    if (character < 0x80) {
      return character >= ' ' && "<>&=".indexOf(character) < 0;
    }
    return Quoting.isPrintable(character);
  }

  static String urlQuery(String text) {
    // Java leaves * as it is and escapes ~, Go the other way round.
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }
}
