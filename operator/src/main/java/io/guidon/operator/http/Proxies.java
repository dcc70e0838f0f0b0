package io.guidon.operator.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which proxy a request takes. The environment is read as Go does (spec/operations.md §1.1);
 * without such variables, Java's own settings ({@code -Dhttp.proxyHost}) count.
 */
public final class Proxies {

  /** The way to one receiver. */
  sealed interface Way {
    record Direct() implements Way {}

    /**
     * Through a proxy; {@code authorization} is the value of its {@code Proxy-Authorization}
     * header.
     */
    record Through(String host, int port, Optional<String> authorization) implements Way {}

    /** The setting cannot be used. */
    record Broken(String error) implements Way {}
  }

  private interface Rule {
    Way way(TargetUrl target);
  }

  private final Rule rule;

  private Proxies(Rule rule) {
    this.rule = rule;
  }

  /** No proxy at all. */
  public static Proxies none() {
    return new Proxies(target -> new Way.Direct());
  }

  /** This proxy for all requests. */
  public static Proxies always(TargetUrl proxy) {
    var way = through(proxy);
    return new Proxies(target -> way);
  }

  /** {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}, in upper or lower case. */
  public static Proxies of(Map<String, String> environment) {
    var http = variable(environment, "HTTP_PROXY").map(Proxies::parsed);
    var https = variable(environment, "HTTPS_PROXY").map(Proxies::parsed);
    if (http.isEmpty() && https.isEmpty()) {
      return new Proxies(Proxies::byJava);
    }
    var exceptions = new NoProxy(variable(environment, "NO_PROXY").orElse(""));
    return new Proxies(target ->
        exceptions.covers(target.hostname(), target.port())
            ? new Way.Direct()
            : (target.scheme().equals("https") ? https : http).orElse(new Way.Direct()));
  }

  /**
   * The same choice for other clients of the JDK; a proxy that cannot be used is passed by there.
   */
  public ProxySelector selector() {
    return new Selector(this);
  }

  Way way(TargetUrl target) {
    return rule.way(target);
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isEmpty())
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(value -> !value.isEmpty());
  }

  private static Way parsed(String text) {
    return switch (TargetUrl.parse(text.contains("://") ? text : "http://" + text)) {
      case TargetUrl.Parsed.Ok(TargetUrl proxy) -> through(proxy);
      case TargetUrl.Parsed.Invalid(String error) ->
          new Way.Broken("invalid proxy address: " + error);
    };
  }

  private static Way through(TargetUrl proxy) {
    if (!proxy.scheme().equals("http") || proxy.host().isEmpty()) {
      return new Way.Broken(
          "proxy " + proxy.masked("***") + " is not supported, http://host:port was expected");
    }
    return new Way.Through(
        proxy.hostname(), Integer.parseInt(proxy.port()), proxy.basicAuthorization());
  }

  private static Way byJava(TargetUrl target) {
    var selector = Optional.ofNullable(ProxySelector.getDefault());
    try {
      return selector.stream()
          .flatMap(
              java -> java.select(URI.create(target.scheme() + "://" + target.host())).stream())
          .filter(proxy -> proxy.address() instanceof InetSocketAddress)
          .map(proxy -> (InetSocketAddress) proxy.address())
          .<Way>map(address ->
              new Way.Through(address.getHostString(), address.getPort(), Optional.empty()))
          .findFirst()
          .orElse(new Way.Direct());
    } catch (IllegalArgumentException noHost) {
      return new Way.Direct();
    }
  }

  private static final class Selector extends ProxySelector {
    private final Proxies proxies;

    Selector(Proxies proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return switch (TargetUrl.parse(uri.toString())) {
        case TargetUrl.Parsed.Ok(TargetUrl url)
            when proxies.way(url) instanceof Way.Through through ->
            List.of(
                new Proxy(
                    Proxy.Type.HTTP,
                    InetSocketAddress.createUnresolved(through.host(), through.port())));
        case TargetUrl.Parsed.Ok direct -> List.of(Proxy.NO_PROXY);
        case TargetUrl.Parsed.Invalid unreadable -> List.of(Proxy.NO_PROXY);
      };
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // The request itself says so.
    }
  }
}
