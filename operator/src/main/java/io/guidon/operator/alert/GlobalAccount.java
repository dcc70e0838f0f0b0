package io.guidon.operator.alert;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account of the flags, which gets the alerts of all Canaries that list none of their own
 * (spec/alerts.md §1.1).
 */
public final class GlobalAccount {
  private static final Logger LOG = LoggerFactory.getLogger(GlobalAccount.class);
  private static final int SHOWN = 30;

  private GlobalAccount() {}

  /**
   * Checks what the flags say and logs the outcome; empty means that no global alerts are sent.
   *
   * @param url of the Slack hook, possibly empty
   */
  public static Optional<Account> slack(
      String url, Optional<String> token, Optional<String> proxy, String username, String channel) {
    if (url.isEmpty()) {
      return Optional.empty();
    }
    var account = new Account(url, token, proxy, username, channel);
    var problem = new Slack().problem(account);
    if (problem.isPresent()) {
      LOG.error("Notifier {}", problem.get());
      return Optional.empty();
    }
    if (url.length() > SHOWN) {
      LOG.info("Notifications enabled for {}", url.substring(0, SHOWN));
    }
    return Optional.of(account);
  }
}
