package io.guidon.sim.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What happens to one Canary, in order: collected from the cluster and from the operator's log, for
 * one storyteller.
 */
final class Happenings {

  /** The decisions and waits of the operator are logged by this class of its. */
  private static final String RECONCILER = "canary/Reconciler.java";

  private static final String COMBINED = "(combined from similar events): ";

  private final ObjectRef canary;
  private final ObjectRef route;
  private final BlockingQueue<Happening> waiting = new LinkedBlockingQueue<>();
  private String phase = "";
  private int weight = -1;

  Happenings(ObjectRef canary, ObjectRef route) {
    this.canary = canary;
    this.route = route;
  }

  /** The next one; empty if none comes within {@code patience}. */
  Optional<Happening> next(Duration patience) {
    try {
      return Optional.ofNullable(waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while something was to happen", e);
    }
  }

  /** Takes a change of the cluster; on the world's thread. */
  void changed(Change change) {
    if (change.type() == Change.Type.DELETED) {
      return;
    }
    var object = change.object();
    if (isSame(change.ref(), canary)) {
      phaseOf(object);
    } else if (isSame(change.ref(), route)) {
      weightOf(object);
    } else if (change.ref().kind().equals("Event")) {
      eventOf(object);
    }
  }

  /** Takes a line of the operator's log. */
  void logged(JsonNode line) {
    var isExplanation =
        Trees.text(line, "level").equals("debug")
            && Trees.text(line, "caller").startsWith(RECONCILER)
            && Trees.text(line, "canary").equals(canary.name() + "." + canary.namespace());
    if (isExplanation) {
      waiting.add(new Happening.WaitsFor(Trees.text(line, "msg")));
    }
  }

  private void phaseOf(ObjectNode tree) {
    var now = Trees.text(tree, "status", "phase");
    if (!now.isEmpty() && !now.equals(phase)) {
      phase = now;
      waiting.add(new Happening.PhaseIs(now));
    }
  }

  private void weightOf(ObjectNode tree) {
    var backends = Trees.objects(Trees.at(tree, "spec", "rules").path(0), "backendRefs");
    int all = backends.stream().mapToInt(backend -> backend.path("weight").asInt()).sum();
    int canaries =
        backends.stream()
            .filter(backend -> Trees.text(backend, "name").endsWith("-canary"))
            .mapToInt(backend -> backend.path("weight").asInt())
            .sum();
    int percent = all == 0 ? 0 : 100 * canaries / all;
    if (percent != weight) {
      weight = percent;
      waiting.add(new Happening.WeightIs(percent));
    }
  }

  private void eventOf(ObjectNode event) {
    var about = Trees.at(event, "involvedObject");
    if (Trees.text(about, "kind").equals(canary.kind())
        && Trees.text(about, "name").equals(canary.name())) {
      // From the eleventh on, events about one object are sent as one that is told again and again.
      var message = Trees.text(event, "message").replaceFirst("^" + Pattern.quote(COMBINED), "");
      waiting.add(new Happening.Told(Trees.text(event, "type"), message));
    }
  }

  /** The same object, whichever version of the API was used. */
  private static boolean isSame(ObjectRef one, ObjectRef other) {
    return one.kind().equals(other.kind())
        && one.namespace().equals(other.namespace())
        && one.name().equals(other.name());
  }
}
