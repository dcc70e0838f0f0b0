package io.guidon.core.rollout;

import io.guidon.core.notification.Notification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to do next about one Canary, and why. The shell carries it out; nothing in here does I/O.
 */
public sealed interface Decision {

  /** In plain words; the same ones go to the log. */
  List<String> why();

  /**
   * Nothing to record. The next look is due when something that we watch changes, an answer comes,
   * or at {@code until}.
   *
   * @param questions to be answered beside the loop; asking the same one twice is harmless
   * @param tell told at once and not kept
   */
  record Wait(
      List<Question> questions, List<Notification> tell, Optional<Instant> until, List<String> why)
      implements Decision {
    public Wait {
      questions = List.copyOf(questions);
      tell = List.copyOf(tell);
      why = List.copyOf(why);
    }

    Wait alsoAsking(Question question) {
      var all = new ArrayList<>(questions);
      all.add(question);
      return new Wait(all, tell, until, why);
    }

    Wait alsoTelling(List<Notification> more) {
      var all = new ArrayList<>(tell);
      all.addAll(more);
      return new Wait(questions, all, until, why);
    }
  }

  /** The story moves on: written to the status first, carried out afterwards. */
  record Move(RolloutStatus next, List<String> why) implements Decision {
    public Move {
      why = List.copyOf(why);
    }
  }

  /**
   * The Canary cannot be acted upon; it and its objects are left exactly as they are (design.md
   * R16).
   */
  record Leave(List<String> why) implements Decision {
    public Leave {
      why = List.copyOf(why);
    }
  }
}
