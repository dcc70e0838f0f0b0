package io.guidon.sim.network.route;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * A hostname of a listener or a route.
 *
 * @param pattern in lower case: a name, {@code *.} with the rest of one, or {@code *} for any
 */
record Hostname(String pattern) {

  static final Hostname ANY = new Hostname("*");

  /** The most specific one last: names before wildcards, longer ones before shorter ones. */
  static final Comparator<Hostname> BY_PRECEDENCE =
      Comparator.comparing((Hostname hostname) -> !hostname.isWildcard())
          .thenComparingInt(hostname -> hostname.pattern().length());

  Hostname {
    pattern = pattern.toLowerCase(Locale.ROOT);
  }

  /** Empty text means any. */
  static Hostname of(String text) {
    return text.isEmpty() ? ANY : new Hostname(text);
  }

  /**
   * @param host from the Host header, possibly with a port
   */
  boolean takes(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    int colon = name.lastIndexOf(':');
    return covers(colon < 0 ? name : name.substring(0, colon));
  }

  /** What both take; empty if that is nothing. */
  Optional<Hostname> and(Hostname other) {
    if (covers(other.pattern)) {
      return Optional.of(other);
    }
    return other.covers(pattern) ? Optional.of(this) : Optional.empty();
  }

  private boolean covers(String name) {
    return pattern.equals("*")
        || pattern.equals(name)
        || (isWildcard() && name.endsWith(pattern.substring(1)));
  }

  private boolean isWildcard() {
    return pattern.startsWith("*");
  }
}
