package io.guidon.operator.alert;

import java.util.Optional;

/**
 * Where and as whom alerts are posted (spec/alerts.md §1.1, §1.2).
 *
 * @param url of the hook; never empty
 * @param token sent as bearer token by providers that know one
 * @param proxy URL of a proxy for all requests; without one, the environment's count
 */
public record Account(
    String url, Optional<String> token, Optional<String> proxy, String username, String channel) {
  public Account {
    if (url.isEmpty()) {
      throw new IllegalArgumentException("an alert account without a URL");
    }
  }
}
