package io.guidon.operator.canary;

import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Doubling;
import io.guidon.core.rollout.Memory;
import io.guidon.core.rollout.Question;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What this process remembers about each Canary; its record is in the cluster. */
final class Canaries {
  private final Map<ObjectRef, Known> known = new ConcurrentHashMap<>();

  Known of(ObjectRef ref) {
    return known.computeIfAbsent(ref, Known::new);
  }

  Collection<Known> all() {
    return known.values();
  }

  void forget(ObjectRef ref) {
    known.remove(ref);
  }

  /** How often an API server is asked that refuses to record anything. */
  private static final Doubling PAUSES =
      new Doubling(Duration.ofMillis(200), Duration.ofSeconds(5));

  /** One Canary. Answers may come from any thread; all else belongs to the pass that runs. */
  static final class Known {
    private final ObjectRef ref;
    private final Memory memory = new Memory();
    private final Queue<Runnable> arrived = new ConcurrentLinkedQueue<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private List<String> lastWhy = List.of();
    private List<String> lastRemarks = List.of();
    private int refusals;

    Known(ObjectRef ref) {
      this.ref = ref;
    }

    ObjectRef ref() {
      return ref;
    }

    Memory memory() {
      return memory;
    }

    /** Whether a question is not under way yet; then it counts as under way. */
    boolean asks(String question) {
      return asked.add(question);
    }

    void answered(String question, Question.Answer answer) {
      asked.remove(question);
      arrived.add(() -> memory.answered(question, answer));
    }

    void delivered(String notification) {
      arrived.add(() -> memory.delivered(notification));
    }

    /** Takes in what has arrived since the last pass. */
    void takeAnswers() {
      for (var arrival = arrived.poll(); arrival != null; arrival = arrived.poll()) {
        arrival.run();
      }
    }

    /** A decision was recorded. */
    void recorded() {
      refusals = 0;
    }

    /** It was refused once more; gives how long to wait before the next attempt. */
    Duration notRecorded() {
      return PAUSES.after(refusals++);
    }

    /** Those that were not among the last ones; a pass that made none changes nothing. */
    List<String> newRemarks(List<String> remarks) {
      if (remarks.isEmpty()) {
        return List.of();
      }
      var fresh = remarks.stream().filter(text -> !lastRemarks.contains(text)).toList();
      lastRemarks = remarks;
      return fresh;
    }

    boolean isNews(List<String> why) {
      var news = !why.equals(lastWhy);
      lastWhy = why;
      return news;
    }
  }
}
