package io.guidon.sim.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The formats of texts that the API server looks at (k8s.io/kube-openapi/pkg/validation/strfmt).
 */
final class Formats {

  private static final String BYTE = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final String IPV4 = BYTE + "(\\." + BYTE + "){3}";

  private static final Map<String, Predicate<String>> KNOWN =
      Map.ofEntries(
          Map.entry("date", text -> parses(() -> LocalDate.parse(text))),
          Map.entry("date-time", text -> parses(() -> OffsetDateTime.parse(text))),
          Map.entry("datetime", text -> parses(() -> OffsetDateTime.parse(text))),
          Map.entry(
              "duration",
              pattern("-?((\\d+(\\.\\d*)?|\\.\\d+)\\s*(ns|us|µs|ms|s|m|h|d|w|[a-zA-Z]{3,})\\s*)+")),
          Map.entry("uuid", pattern("(?i)[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")),
          Map.entry("uri", Formats::isUri),
          Map.entry("email", pattern("[^@\\s]+@[^@\\s]+")),
          Map.entry("ipv4", pattern(IPV4)),
          Map.entry("ipv6", Formats::isIpv6),
          Map.entry("cidr", Formats::isCidr),
          Map.entry(
              "hostname",
              pattern("([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)*[a-zA-Z]{2,63}\\.?")),
          Map.entry("mac", pattern("(?i)([0-9a-f]{2}[:-]){5}[0-9a-f]{2}")),
          Map.entry("byte", Formats::isBase64));

  private Formats() {}

  /** Whether a text has a format; one that the API server does not know is not looked at. */
  static boolean fits(String text, String format) {
    return KNOWN.getOrDefault(format, any -> true).test(text);
  }

  private static Predicate<String> pattern(String regex) {
    return Pattern.compile(regex).asMatchPredicate();
  }

  private static boolean parses(Runnable parser) {
    try {
      parser.run();
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  /** An absolute address, or an absolute path. */
  private static boolean isUri(String text) {
    try {
      return text.startsWith("/") || new URI(text).isAbsolute();
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static boolean isIpv6(String text) {
    var parts = text.split("::", -1);
    if (!text.contains(":") || parts.length > 2) {
      return false;
    }
    int groups = 0;
    for (String part : parts) {
      for (String group : part.isEmpty() ? new String[0] : part.split(":", -1)) {
        if (!group.matches("[0-9a-fA-F]{1,4}")) {
          return false;
        }
        groups++;
      }
    }
    return parts.length == 2 ? groups < 8 : groups == 8;
  }

  private static boolean isCidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return false;
    }
    String address = text.substring(0, slash);
    int bits = Integer.parseInt(text.substring(slash + 1));
    return address.matches(IPV4) ? bits <= 32 : isIpv6(address) && bits <= 128;
  }

  private static boolean isBase64(String text) {
    try {
      return Base64.getDecoder().decode(text).length > 0 && text.length() % 4 == 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
