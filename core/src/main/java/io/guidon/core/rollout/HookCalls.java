package io.guidon.core.rollout;

import io.guidon.core.notification.HookPayload;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.Phase;
import io.guidon.core.resource.Webhook;

/** What is asked of a hook (spec/webhooks.md §2, §3). */
final class HookCalls {
  private HookCalls() {}

  /** The call; the time-out must be a duration, which {@link Hooks} has made sure of. */
  static HookCall of(Canary canary, Webhook hook, Phase phase, String checksum) {
    return new HookCall(
        hook.name(),
        hook.url(),
        hook.timeoutDuration().orElseThrow(),
        Math.max(0, hook.retries()),
        hook.disableTls() ? HookCall.TlsVerification.OFF : HookCall.TlsVerification.ON,
        HookPayload.render(
            canary.name(), canary.namespace(), phase.wireName(), checksum, hook.metadata()));
  }
}
