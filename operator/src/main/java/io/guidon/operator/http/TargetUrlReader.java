package io.guidon.operator.http;

import java.util.Locale;

/** Takes a URL apart in Go's order, so that the first problem is the one that Go would report. */
final class TargetUrlReader {
  private static final String HOST_PUNCTUATION = "-_.~!$&'()*+,;=:[]<>\"";
  private static final String USER_PUNCTUATION = "-._:~!$&'()*+,;=%@";

  private final String text;

  TargetUrlReader(String text) {
    this.text = text;
  }

  /** The text is no URL. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    private final String text;

    Malformed(String text) {
      super(text, null, false, false);
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  TargetUrl read() throws Malformed {
    if (text.chars().anyMatch(character -> character < ' ' || character == 0x7f)) {
      throw new Malformed("net/url: invalid control character in URL");
    }
    var fragment = text.indexOf('#');
    var rest = fragment < 0 ? text : text.substring(0, fragment);
    var schemeLength = schemeLength(rest);
    var scheme = schemeLength == 0 ? "" : rest.substring(0, schemeLength).toLowerCase(Locale.ROOT);
    rest = schemeLength == 0 ? rest : rest.substring(schemeLength + 1);
    var mark = rest.indexOf('?');
    var query = mark < 0 ? "" : rest.substring(mark);
    rest = mark < 0 ? rest : rest.substring(0, mark);
    if (!rest.startsWith("//")) {
      return relative(scheme, rest, query);
    }
    var slash = rest.indexOf('/', 2);
    var authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
    var path = slash < 0 ? "" : rest.substring(slash);
    var at = authority.lastIndexOf('@');
    var userInfo = at < 0 ? "" : checkedUserInfo(authority.substring(0, at));
    var host = checkedHost(authority.substring(at + 1));
    checkEscapes(path);
    return new TargetUrl(scheme, userInfo, host, Percent.escape(path, Percent.PATH), query);
  }

  private static TargetUrl relative(String scheme, String path, String query) throws Malformed {
    var colon = path.indexOf(':');
    if (scheme.isEmpty() && colon >= 0 && path.lastIndexOf('/', colon) < 0) {
      throw new Malformed("first path segment in URL cannot contain colon");
    }
    checkEscapes(path);
    return new TargetUrl(scheme, "", "", path, query);
  }

  /** The length of the scheme at the beginning, 0 if there is none. */
  static int schemeLength(String text) throws Malformed {
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == ':') {
        if (at == 0) {
          throw new Malformed("missing protocol scheme");
        }
        return at;
      }
      var later = isDigit(character) || "+-.".indexOf(character) >= 0;
      if (!isLetter(character) && (at == 0 || !later)) {
        return 0;
      }
    }
    return 0;
  }

  private static String checkedUserInfo(String userInfo) throws Malformed {
    for (int at = 0; at < userInfo.length(); at++) {
      char character = userInfo.charAt(at);
      if (!isAlphanumeric(character) && USER_PUNCTUATION.indexOf(character) < 0) {
        throw new Malformed("net/url: invalid userinfo");
      }
    }
    checkEscapes(userInfo);
    return userInfo;
  }

  private static String checkedHost(String host) throws Malformed {
    var portFrom = host.lastIndexOf(':');
    if (host.startsWith("[")) {
      var end = host.lastIndexOf(']');
      if (end < 0) {
        throw new Malformed("missing ']' in host");
      }
      portFrom = end + 1;
    }
    if (portFrom >= 0 && !host.substring(portFrom).matches("(:[0-9]*)?")) {
      throw new Malformed("invalid port " + quoted(host.substring(portFrom)) + " after host");
    }
    for (int at = 0; at < host.length(); at++) {
      char character = host.charAt(at);
      if (character == '%') {
        throw new Malformed(
            "invalid URL escape " + quoted(host.substring(at, Math.min(at + 3, host.length()))));
      }
      if (character < 0x80
          && !isAlphanumeric(character)
          && HOST_PUNCTUATION.indexOf(character) < 0) {
        throw new Malformed(
            "invalid character " + quoted(String.valueOf(character)) + " in host name");
      }
    }
    return host;
  }

  private static void checkEscapes(String part) throws Malformed {
    for (int at = part.indexOf('%'); at >= 0; at = part.indexOf('%', at + 1)) {
      if (!Percent.isEscape(part, at)) {
        throw new Malformed(
            "invalid URL escape " + quoted(part.substring(at, Math.min(at + 3, part.length()))));
      }
    }
  }

  private static boolean isAlphanumeric(char character) {
    return isLetter(character) || isDigit(character);
  }

  private static boolean isLetter(char character) {
    var lower = character | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  /** As Go quotes a text. */
  static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      switch (character) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (character < ' ' || character == 0x7f) {
            quoted.append(String.format(Locale.ROOT, "\\x%02x", (int) character));
          } else {
            quoted.append(character);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
