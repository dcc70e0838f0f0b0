package io.guidon.core.rollout;

import java.util.List;

/**
 * How far the world is from what the record asks for.
 *
 * @param writes the smallest set of writes that is missing now, in order
 * @param unmet what is waited for; empty together with {@code writes} when the world is as recorded
 */
public record Convergence(List<Write> writes, List<Unmet> unmet) {
  public Convergence {
    writes = List.copyOf(writes);
    unmet = List.copyOf(unmet);
  }

  /** Whether everything that the record asks for is seen. */
  public boolean isReached() {
    return writes.isEmpty() && unmet.isEmpty();
  }

  boolean waitsFor(Unmet.What what) {
    return unmet.stream().anyMatch(reason -> reason.what() == what);
  }
}
