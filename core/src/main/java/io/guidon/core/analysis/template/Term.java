package io.guidon.core.analysis.template;

import java.util.List;
import java.util.stream.Collectors;

/** Part of an expression. {@code toString} gives it as it is written, for error texts. */
sealed interface Term extends Located {

  record Dot(int at) implements Term {
    @Override
    public String toString() {
      return ".";
    }
  }

  record Nil(int at) implements Term {
    @Override
    public String toString() {
      return "nil";
    }
  }

  record Literal(int at, String source, Value value) implements Term {
    @Override
    public String toString() {
      return source;
    }
  }

  /** {@code .a.b}: entries of dot. */
  record Fields(int at, List<String> names) implements Term {
    public Fields {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return dotted(names);
    }
  }

  /** {@code $x} or {@code $x.a.b}; {@code name} includes the dollar sign. */
  record Variable(int at, String name, List<String> fields) implements Term {
    public Variable {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return name + dotted(fields);
    }
  }

  /** The name of a function. */
  record Function(int at, String name) implements Term {
    @Override
    public String toString() {
      return name;
    }
  }

  /** {@code head.a.b}, where the head is a function or in parentheses. */
  record Chain(int at, Term head, List<String> fields) implements Term {
    public Chain {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return word(head) + dotted(fields);
    }
  }

  /**
   * Commands, each of which gets the value of the one before as its last argument.
   *
   * @param variables that get the value, with their dollar signs
   * @param sets whether the variables exist already
   */
  record Pipeline(int at, List<String> variables, boolean sets, List<Command> commands)
      implements Term {
    public Pipeline {
      variables = List.copyOf(variables);
      commands = List.copyOf(commands);
    }

    @Override
    public String toString() {
      var assignment =
          variables.isEmpty() ? "" : String.join(", ", variables) + (sets ? " = " : " := ");
      return assignment
          + commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
    }
  }

  /** A value, or a function with its arguments; never empty. */
  record Command(int at, List<Term> words) implements Located {
    public Command {
      words = List.copyOf(words);
    }

    Term first() {
      return words.getFirst();
    }

    @Override
    public String toString() {
      return words.stream().map(Term::word).collect(Collectors.joining(" "));
    }
  }

  /** The term as a word of a command. */
  static String word(Term term) {
    return term instanceof Pipeline ? "(" + term + ")" : term.toString();
  }

  private static String dotted(List<String> names) {
    return names.stream().map(name -> "." + name).collect(Collectors.joining());
  }
}
