package io.guidon.core.analysis.template;

import java.util.List;
import java.util.Optional;

/** Part of the body of a template. */
sealed interface Node {

  record Text(String text) implements Node {}

  /** Renders the value of a pipeline, unless that only gives values to variables. */
  record Action(Term.Pipeline pipeline) implements Node {}

  record If(Branch branch) implements Node {}

  record With(Branch branch) implements Node {}

  record Range(Branch branch) implements Node {}

  /** What {@code if}, {@code with} and {@code range} have in common. */
  record Branch(Term.Pipeline pipeline, List<Node> body, List<Node> otherwise) {
    public Branch {
      body = List.copyOf(body);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** Renders another template; {@code quoted} is its name as written. */
  record Invoke(int at, String name, String quoted, Optional<Term.Pipeline> data)
      implements Node, Located {
    @Override
    public String toString() {
      return "{{template " + quoted + data.map(pipeline -> " " + pipeline).orElse("") + "}}";
    }
  }

  record Break() implements Node {}

  record Continue() implements Node {}
}
