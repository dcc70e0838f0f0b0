package io.guidon.operator.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The receivers that are reached without a proxy: loopback addresses, and what {@code NO_PROXY}
 * lists: {@code *}, IP addresses, CIDR ranges, domains (with their subdomains; with a leading dot
 * only those), each with an optional port (<a
 * href="https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config">Go's httpproxy</a>).
 */
final class NoProxy {
  private final List<String> entries;

  NoProxy(String list) {
    entries =
        Arrays.stream(list.toLowerCase(Locale.ROOT).split(",", -1))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .toList();
  }

  boolean covers(String hostname, String port) {
    var host = hostname.toLowerCase(Locale.ROOT);
    var address = address(host);
    return host.equals("localhost")
        || address.map(InetAddress::isLoopbackAddress).orElse(false)
        || entries.stream().anyMatch(entry -> matches(entry, host, port, address));
  }

  private static boolean matches(
      String entry, String host, String port, Optional<InetAddress> address) {
    if (entry.equals("*")) {
      return true;
    }
    var slash = entry.indexOf('/');
    if (slash > 0) {
      return address.isPresent()
          && inRange(address.get(), entry.substring(0, slash), entry.substring(slash + 1));
    }
    var colon = entry.lastIndexOf(':');
    var hasPort = colon > 0 && entry.indexOf(':') == colon && colon < entry.length() - 1;
    if (hasPort && !entry.substring(colon + 1).equals(port)) {
      return false;
    }
    var name = hasPort ? entry.substring(0, colon) : entry;
    var listed = address(name);
    if (listed.isPresent()) {
      return listed.equals(address);
    }
    var domain = name.startsWith("*.") ? name.substring(1) : name;
    return domain.startsWith(".")
        ? host.endsWith(domain)
        : host.equals(domain) || host.endsWith("." + domain);
  }

  private static boolean inRange(InetAddress address, String network, String prefix) {
    var listed = address(network);
    if (listed.isEmpty() || !prefix.matches("[0-9]{1,3}")) {
      return false;
    }
    byte[] one = address.getAddress();
    byte[] other = listed.get().getAddress();
    int bits = Integer.parseInt(prefix);
    if (one.length != other.length || bits > one.length * 8) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }
}
