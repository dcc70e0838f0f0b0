package io.guidon.core.resource;

import java.util.Optional;

/**
 * The Gloo Upstream whose settings are copied.
 *
 * @param namespace used as it is: Flagger does not replace an empty one by that of the Canary
 */
public record UpstreamRef(String apiVersion, String kind, String name, Optional<String> namespace) {
  static UpstreamRef read(Field ref) {
    return new UpstreamRef(
        ref.at("apiVersion").text(),
        ref.at("kind").text(),
        ref.at("name").text(),
        ref.at("namespace").optionalText());
  }
}
