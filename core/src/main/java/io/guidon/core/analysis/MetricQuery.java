package io.guidon.core.analysis;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One question to a metric provider.
 *
 * @param text the query, rendered but not yet brought into the form that the provider sends
 * @param interval the metric's window as given, which some providers need beside the query
 */
public record MetricQuery(Server server, Purpose purpose, String text, Optional<String> interval) {

  /** What is asked. */
  public enum Purpose {
    /** The value of the query. */
    VALUE,
    /** Whether the provider works: its answer is 1 if so. */
    HEALTH
  }

  /** Whether the server's certificate is verified. */
  public enum TlsVerification {
    ON,
    OFF
  }

  /** A Secret with credentials. */
  public record SecretRef(String namespace, String name) {}

  /**
   * Whom to ask.
   *
   * @param type name of the metric provider, such as {@code prometheus}
   * @param address base URL; empty where the provider has its own
   * @param headers further request headers
   * @param region for providers that have regions
   */
  public record Server(
      String type,
      String address,
      Map<String, List<String>> headers,
      Optional<SecretRef> secret,
      Optional<String> region,
      TlsVerification tls) {

    public Server {
      var sorted = new TreeMap<String, List<String>>();
      headers.forEach((name, values) -> sorted.put(name, List.copyOf(values)));
      headers = Collections.unmodifiableMap(sorted);
    }

    /** A Prometheus that wants no credentials. */
    public static Server prometheus(String address) {
      return new Server(
          ProviderType.PROMETHEUS,
          address,
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          TlsVerification.ON);
    }
  }
}
