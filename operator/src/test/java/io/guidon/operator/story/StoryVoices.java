package io.guidon.operator.story;

import io.guidon.operator.alert.AlertSource;
import io.guidon.operator.alert.Channels;
import io.guidon.operator.alert.Notifier;
import io.guidon.operator.alert.Outbox;
import io.guidon.operator.canary.Telling;
import io.guidon.operator.canary.Voices;
import io.guidon.operator.hook.Delivery;
import io.guidon.operator.http.HttpPost;
import io.guidon.operator.http.OperatorMetrics;
import io.guidon.operator.http.Proxies;
import java.util.Optional;

/** The product's own outbox and metrics in a story, with receivers that take everything. */
final class StoryVoices {
  /** For alerts, of which there are none. */
  private static final Notifier NOTIFIER =
      new Notifier(new HttpPost("guidon/test"), Proxies.none());

  private StoryVoices() {}

  /** Those of one process of the operator; what Kubernetes hears is also {@code told}. */
  static Telling of(StoryTold told, StoryAsync async) {
    var channels =
        new Channels(
            call -> new Delivery.Delivered(),
            NOTIFIER,
            new NoAlerts(),
            Optional.of("http://events/"),
            Optional.empty());
    return new Voices(
        new OperatorMetrics("test", "gatewayapi:v1"),
        acknowledged ->
            new Outbox(
                async,
                async.time(),
                channels,
                (about, type, message) -> told.event(type.wireName() + " " + message),
                acknowledged::acknowledged));
  }

  private static final class NoAlerts implements AlertSource {
    @Override
    public Found provider(String namespace, String name) {
      return new Found.Missing("none");
    }

    @Override
    public Found secret(String namespace, String name) {
      return new Found.Missing("none");
    }
  }
}
