package io.guidon.operator;

import io.guidon.core.rollout.Leaving;
import io.guidon.core.rollout.Write;
import io.guidon.operator.cluster.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code guidon release}: takes the finalizer off all Canaries, before the operator is removed for
 * good or replaced by one that does not know it. Canaries and their objects stay as they are
 * (design.md R13).
 */
final class Release {
  private static final Logger LOG = LoggerFactory.getLogger(Release.class);

  private final Cluster cluster;

  Release(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Gives the number of Canaries whose finalizer could not be removed. */
  int run() {
    var failed = 0;
    for (var ref : cluster.list("flagger.app/v1beta1", "Canary")) {
      var tree = cluster.get(ref);
      if (tree.isEmpty() || !Leaving.hasFinalizer(tree.get())) {
        continue;
      }
      switch (cluster.write(Leaving.release(tree.get()))) {
        case Write.Outcome.Written _ -> LOG.atInfo().addKeyValue("canary", ref).log("released");
        case Write.Outcome.Refused(var why, var message) -> {
          failed++;
          LOG.atError().addKeyValue("canary", ref).log("not released: {} ({})", message, why);
        }
      }
    }
    return failed;
  }
}
