package io.guidon.operator.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A URL of a receiver, read as leniently as Go's {@code net/url} does, so that every URL that works
 * with Flagger works here; {@link java.net.URI} refuses many of them.
 *
 * @param scheme in lower case; empty if the text has none
 * @param userInfo as written, without the at sign; empty if there is none
 * @param host with its port, as written
 * @param path escaped as far as necessary
 * @param query as written, with its question mark; empty if there is none
 */
public record TargetUrl(String scheme, String userInfo, String host, String path, String query) {

  /** Either a URL or what Go would say about the text. */
  public sealed interface Parsed {
    record Ok(TargetUrl url) implements Parsed {}

    /** {@code error} is Go's text, for example {@code parse "x://[": missing ']' in host}. */
    record Invalid(String error) implements Parsed {}
  }

  /** Reads a URL. */
  public static Parsed parse(String text) {
    try {
      return new Parsed.Ok(new TargetUrlReader(text).read());
    } catch (TargetUrlReader.Malformed problem) {
      return new Parsed.Invalid("parse " + TargetUrlReader.quoted(text) + ": " + problem.text());
    }
  }

  /** For requests: without user-info, everything escaped that must not stand in a request. */
  URI uri() {
    return URI.create(
        scheme
            + "://"
            + host
            + Percent.escape(path, Percent.PATH)
            + Percent.escape(query, Percent.QUERY));
  }

  /** The value of an {@code Authorization} header; empty without user-info. */
  Optional<String> basicAuthorization() {
    if (userInfo.isEmpty()) {
      return Optional.empty();
    }
    var colon = userInfo.indexOf(':');
    var user = Percent.decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
    var password = colon < 0 ? "" : Percent.decode(userInfo.substring(colon + 1));
    var credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  /** The host without its port and without the brackets of an IPv6 address. */
  String hostname() {
    if (host.startsWith("[")) {
      return host.substring(1, host.indexOf(']'));
    }
    var colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** The port as written, or the scheme's. */
  String port() {
    var colon = host.lastIndexOf(':');
    if (colon > host.lastIndexOf(']') && colon < host.length() - 1) {
      return host.substring(colon + 1);
    }
    return scheme.equals("https") ? "443" : "80";
  }

  /** The URL for texts, with {@code mask} in place of a password. */
  public String masked(String mask) {
    var colon = userInfo.indexOf(':');
    var user =
        userInfo.isEmpty()
            ? ""
            : (colon < 0 ? userInfo : userInfo.substring(0, colon) + ":" + mask) + "@";
    var authority =
        host.isEmpty() && userInfo.isEmpty() && !path.startsWith("/") ? "" : "//" + user + host;
    return scheme.isEmpty() ? path + query : scheme + ":" + authority + path + query;
  }

  /**
   * The URL for texts, without anything that may be a secret: chat addresses hold theirs in the
   * path.
   */
  public String origin() {
    return scheme + "://" + host + "/...";
  }

  /** Where a {@code Location} header leads from here. */
  Parsed resolve(String location) {
    if (location.startsWith("//")) {
      return parse(scheme + ":" + location);
    }
    try {
      if (TargetUrlReader.schemeLength(location) > 0) {
        return parse(location);
      }
      if (location.startsWith("?")) {
        return parse(scheme + "://" + host + path + location);
      }
      var base = path.isEmpty() ? URI.create(scheme + "://" + host + "/") : uri();
      return parse(base.resolve(Percent.escape(location, Percent.QUERY)).toString());
    } catch (TargetUrlReader.Malformed problem) {
      return new Parsed.Invalid(
          "parse " + TargetUrlReader.quoted(location) + ": " + problem.text());
    } catch (IllegalArgumentException unresolvable) {
      return new Parsed.Invalid(
          "parse " + TargetUrlReader.quoted(location) + ": " + unresolvable.getMessage());
    }
  }
}
