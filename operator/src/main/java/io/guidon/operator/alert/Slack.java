package io.guidon.operator.alert;

import io.guidon.core.notification.Notification;
import io.guidon.core.notification.SlackMessage;
import io.guidon.operator.http.TargetUrl;
import java.util.Optional;

/** Slack, by incoming webhook or with a bot's token (spec/alerts.md §4.1). */
final class Slack implements Chat {
  @Override
  public Optional<String> problem(Account account) {
    if (!isRequestable(account.url())) {
      return Optional.of("invalid Slack hook URL " + account.url());
    }
    if (account.username().isEmpty()) {
      return Optional.of("empty Slack username");
    }
    return account.channel().isEmpty() ? Optional.of("empty Slack channel") : Optional.empty();
  }

  private static boolean isRequestable(String url) {
    return switch (TargetUrl.parse(url)) {
      case TargetUrl.Parsed.Ok(TargetUrl parsed) ->
          !parsed.scheme().isEmpty() || parsed.path().startsWith("/");
      case TargetUrl.Parsed.Invalid invalid -> false;
    };
  }

  @Override
  public AlertRequest request(Account account, Notification.Alert alert, String canaryKey) {
    return new AlertRequest(
        account.url(),
        account.token().filter(token -> !token.isEmpty()).map(token -> "Bearer " + token),
        SlackMessage.render(alert, canaryKey, account.channel(), account.username()));
  }
}
