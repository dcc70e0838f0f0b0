package io.guidon.sim.network.app;

import java.time.Duration;
import java.util.List;

/**
 * A command that the load tester understands. There is no shell here: {@code hey} and {@code curl}
 * are carried out as far as their usual options go.
 */
sealed interface Command permits Hey, Curl {

  /** What is understood, for whoever sent something else. */
  String UNDERSTOOD =
      "understood here: hey [-z DURATION] [-n N] [-q RATE] [-c N] [-m METHOD] [-H HEADER]"
          + " [-host HOST] [-d BODY] [-T TYPE] [-t SECONDS] URL, and curl [-s] [-S] [-f] [-d BODY] [-H HEADER]"
          + " [-X METHOD] [-m SECONDS] [-o /dev/null] URL [| grep [-q] WORD]";

  /** Runs it to its end, which comes within {@code limit}. */
  Result run(Client client, Duration limit);

  /** How it ended. */
  record Result(int exit, String output) {}

  /** A command that is not understood. */
  final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1L;

    private final String answer;

    NotUnderstood(String found) {
      super(found);
      this.answer = found + "; " + UNDERSTOOD + "\n";
    }

    /** What was found, and what would have been understood. */
    String answer() {
      return answer;
    }
  }

  static Command parse(String text) throws NotUnderstood {
    List<String> words = Words.of(text);
    return switch (words.isEmpty() ? "" : words.getFirst()) {
      case "hey" -> Hey.parse(words.subList(1, words.size()));
      case "curl" -> Curl.parse(words.subList(1, words.size()));
      default -> throw new NotUnderstood("found command " + text);
    };
  }
}
