package io.guidon.core.resource;

import java.util.List;
import java.util.Optional;

/**
 * A cross-origin policy.
 *
 * @param allowOrigin exact origins
 * @param allowOrigins patterns of origins; not every routing provider can express them
 * @param maxAge a Go duration, as given
 */
public record Cors(
    List<String> allowOrigin,
    List<StringMatch> allowOrigins,
    List<String> allowMethods,
    List<String> allowHeaders,
    List<String> exposeHeaders,
    Optional<String> maxAge,
    boolean allowCredentials) {

  public Cors {
    allowOrigin = List.copyOf(allowOrigin);
    allowOrigins = List.copyOf(allowOrigins);
    allowMethods = List.copyOf(allowMethods);
    allowHeaders = List.copyOf(allowHeaders);
    exposeHeaders = List.copyOf(exposeHeaders);
  }

  static Cors read(Field cors) {
    return new Cors(
        cors.at("allowOrigin").texts(),
        cors.at("allowOrigins").objects(HttpMatch::stringMatch),
        cors.at("allowMethods").texts(),
        cors.at("allowHeaders").texts(),
        cors.at("exposeHeaders").texts(),
        cors.at("maxAge").optionalText(),
        cors.at("allowCredentials").flag());
  }
}
