package io.guidon.core.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What has to happen to one of the three Services of a Canary. */
public sealed interface ServiceChange {

  /** It is ours, or missing: it must be as this server-side-apply configuration says. */
  record Apply(ObjectNode configuration) implements ServiceChange {}

  /**
   * It is the user's: this merge patch, to be fenced by its resourceVersion, lets it select other
   * pods.
   *
   * @param before how it was, to be recorded before the first patch (design.md R13); when the patch
   *     has to be made again because somebody undid it, the first record stays
   */
  record Adopt(ObjectNode merge, Before before) implements ServiceChange {}

  /** It is the user's and as it must be. */
  record Keep() implements ServiceChange {}
}
