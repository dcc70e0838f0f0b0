package io.guidon.core.resource;

import java.util.Optional;

/**
 * The retry policy of a route.
 *
 * @param perTryTimeout a duration, as given
 * @param retryOn conditions, separated by commas
 */
public record Retries(int attempts, Optional<String> perTryTimeout, Optional<String> retryOn) {
  static Retries read(Field retries) {
    return new Retries(
        retries.at("attempts").integerOr(0),
        retries.at("perTryTimeout").optionalText(),
        retries.at("retryOn").optionalText());
  }
}
