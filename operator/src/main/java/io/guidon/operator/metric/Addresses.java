package io.guidon.operator.metric;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Base URLs of metric servers. */
public final class Addresses {

  private Addresses() {}

  /** An http or https URL with a host; empty if the text is none. */
  static Optional<URI> parse(String address) {
    try {
      var url = new URI(address);
      var scheme = Optional.ofNullable(url.getScheme()).orElse("");
      var isHttp = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
      return isHttp && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  /** The address without the password that it may contain. */
  public static String shown(String address) {
    return address.replaceFirst("//([^/@:]*):[^/@]*@", "//$1:***@");
  }

  /** A path below a base URL, whose own query and user-info are dropped. */
  static URI below(URI base, String path, String query) {
    var folder = Optional.ofNullable(base.getRawPath()).orElse("").replaceFirst("/+$", "");
    var port = base.getPort() < 0 ? "" : ":" + base.getPort();
    return URI.create(
        base.getScheme() + "://" + base.getHost() + port + folder + path + "?" + query);
  }
}
