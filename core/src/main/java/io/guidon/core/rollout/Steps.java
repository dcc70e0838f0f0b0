package io.guidon.core.rollout;

import io.guidon.core.resource.Analysis;
import java.util.List;
import java.util.Optional;

/**
 * The weights of a weighted canary, in percent (spec/rollout.md §9.2): the last one may pass the
 * maximum, as in Flagger.
 *
 * @param maximum the weight from which on the promotion follows
 */
record Steps(int maximum, int step, List<Integer> weights) {
  private static final int TOTAL = 100;

  static Steps of(Analysis analysis) {
    var weights = analysis.stepWeights();
    var maximum =
        weights.isEmpty()
            ? (analysis.maxWeight() > 0 ? analysis.maxWeight() : TOTAL)
            : Math.min(TOTAL, weights.getLast());
    return new Steps(maximum, analysis.stepWeight(), weights);
  }

  /** The weight that follows {@code weight}; empty when no step leads further. */
  Optional<Integer> after(int weight) {
    var room = TOTAL - weight;
    int size = step > 0 || weights.isEmpty() ? step : listed(weight, room);
    return size > 0 ? Optional.of(Math.min(TOTAL, weight + size)) : Optional.empty();
  }

  private int listed(int weight, int room) {
    if (room == 0) {
      return 1;
    }
    if (weight == 0) {
      return Math.min(room, weights.getFirst());
    }
    var position = weights.indexOf(weight);
    return position >= 0 && position < weights.size() - 1
        ? Math.min(room, weights.get(position + 1) - weight)
        : room;
  }
}
