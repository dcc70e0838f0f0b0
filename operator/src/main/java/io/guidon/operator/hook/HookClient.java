package io.guidon.operator.hook;

import io.guidon.core.rollout.HookAnswer;
import io.guidon.core.rollout.HookCall;

/** Calls hooks. */
public interface HookClient {

  /**
   * Calls a hook, with its retries, and waits for the answer: on a thread of its own, beside the
   * loop.
   *
   * @throws InterruptedException when the thread is interrupted; the call is then broken off at
   *     once
   */
  HookAnswer call(HookCall call) throws InterruptedException;
}
