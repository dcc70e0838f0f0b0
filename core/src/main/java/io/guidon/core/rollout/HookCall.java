package io.guidon.core.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.HookPayload;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.Webhook;
import java.util.Objects;

/**
 * One call of a hook, as data (spec/webhooks.md §2).
 *
 * @param name of the webhook entry, for texts
 * @param url where the payload is posted, as the author wrote it
 * @param timeout of one attempt, from the connection to the end of the body: a Go duration as the
 *     author wrote it; with a text that is none, the call fails and says so
 * @param retries further attempts after a failure that may pass
 * @param payload the body; never changed after this
 */
public record HookCall(
    String name, String url, String timeout, int retries, TlsVerification tls, ObjectNode payload) {
  public HookCall {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(timeout, "timeout");
    if (retries < 0) {
      throw new IllegalArgumentException("retries is " + retries + ", at least 0 was expected");
    }
  }

  /**
   * The call of a Canary's hook.
   *
   * @param phase in the payload, see spec/webhooks.md §5 per type
   * @param checksum spec/webhooks.md §4
   */
  public static HookCall of(Canary canary, Webhook hook, String phase, String checksum) {
    return of(
        hook,
        HookPayload.render(canary.name(), canary.namespace(), phase, checksum, hook.metadata()));
  }

  /** The call of a hook with a payload of its own. */
  public static HookCall of(Webhook hook, ObjectNode payload) {
    return new HookCall(
        hook.name(),
        hook.url(),
        hook.timeout(),
        Math.max(0, hook.retries()),
        hook.disableTls() ? TlsVerification.OFF : TlsVerification.ON,
        payload);
  }

  /** Whether the certificate of an https receiver is verified ({@code disableTLS}). */
  public enum TlsVerification {
    ON,
    OFF
  }
}
