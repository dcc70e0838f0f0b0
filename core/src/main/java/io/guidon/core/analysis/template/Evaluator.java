package io.guidon.core.analysis.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Executes a template that was parsed. */
final class Evaluator {
  private final Map<String, List<Node>> templates;
  private final Map<String, Value> functions;
  private final Budget budget = new Budget();
  private final StringBuilder output = new StringBuilder();

  private Evaluator(Map<String, List<Node>> templates, Map<String, Value> functions) {
    this.templates = templates;
    this.functions = functions;
  }

  /**
   * The text that the template {@code sources.name()} renders without data.
   *
   * @throws TemplateError with the position of the part that cannot be evaluated
   */
  static String execute(
      Frame.Sources sources, Map<String, List<Node>> templates, Map<String, Value> functions) {
    var evaluator = new Evaluator(templates, functions);
    var body = templates.getOrDefault(sources.name(), List.of());
    var frame = new Frame(sources, sources.name(), Value.NIL, new Term.Dot(0));
    evaluator.new Run(frame).all(body, Value.NIL);
    return evaluator.output.toString();
  }

  /** How the execution goes on behind a node. */
  private enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  private void write(String text) {
    budget.spend(text.length());
    budget.output(output.length() + text.length());
    output.append(text);
  }

  /** One template in execution. */
  private final class Run {
    private final Frame frame;
    private final PipelineEvaluator pipelines;

    Run(Frame frame) {
      this.frame = frame;
      this.pipelines = new PipelineEvaluator(frame, functions, budget);
    }

    Flow all(List<Node> nodes, Value dot) {
      budget.enter(frame);
      var flow = Flow.NEXT;
      for (var node : nodes) {
        flow = one(node, dot);
        if (flow != Flow.NEXT) {
          break;
        }
      }
      budget.leave();
      return flow;
    }

    private Flow one(Node node, Value dot) {
      budget.spend(1);
      return switch (node) {
        case Node.Text(String text) -> {
          write(text);
          yield Flow.NEXT;
        }
        case Node.Action(Term.Pipeline pipeline) -> {
          var value = pipelines.value(pipeline, dot);
          if (pipeline.variables().isEmpty()) {
            write(Printing.rendered(value));
          }
          yield Flow.NEXT;
        }
        case Node.If(Node.Branch branch) -> choose(branch, dot, Optional.of(dot));
        case Node.With(Node.Branch branch) -> choose(branch, dot, Optional.empty());
        case Node.Range(Node.Branch branch) -> range(branch, dot);
        case Node.Invoke invoke -> {
          invoke(invoke, dot);
          yield Flow.NEXT;
        }
        case Node.Break() -> Flow.BREAK;
        case Node.Continue() -> Flow.CONTINUE;
      };
    }

    /** The body sees {@code inside}, or else the value of the pipeline, as dot. */
    private Flow choose(Node.Branch branch, Value dot, Optional<Value> inside) {
      var known = frame.known();
      var value = pipelines.value(branch.pipeline(), dot);
      var flow =
          value.isTrue() ? all(branch.body(), inside.orElse(value)) : all(branch.otherwise(), dot);
      frame.forget(known);
      return flow;
    }

    private Flow range(Node.Branch branch, Value dot) {
      var known = frame.known();
      var value = pipelines.value(branch.pipeline(), dot);
      var any =
          switch (value) {
            case Value.Whole(long count, String _) -> count(branch, count, value);
            case Value.Mapping(var entries) -> entries(branch, entries);
            case Value.Nil _ -> false;
            case Value.Text _, Value.Real _, Value.Truth _ ->
                throw frame.error("range can't iterate over " + Printing.plain(value));
          };
      var flow = any ? Flow.NEXT : all(branch.otherwise(), dot);
      frame.forget(known);
      return flow;
    }

    private boolean count(Node.Branch branch, long count, Value value) {
      if (branch.pipeline().variables().size() > 1) {
        throw frame.error(
            "can't use " + Printing.plain(value) + " to iterate over more than one variable");
      }
      for (var i = 0L; i < count; i++) {
        if (iteration(branch, Value.whole(i), Value.whole(i)) == Flow.BREAK) {
          break;
        }
      }
      return count > 0;
    }

    private boolean entries(Node.Branch branch, Map<String, String> entries) {
      for (var entry : entries.entrySet()) {
        var key = Value.text(entry.getKey());
        if (iteration(branch, key, Value.text(entry.getValue())) == Flow.BREAK) {
          break;
        }
      }
      return !entries.isEmpty();
    }

    private Flow iteration(Node.Branch branch, Value key, Value element) {
      budget.spend(1);
      var variables = branch.pipeline().variables();
      if (variables.size() == 1) {
        frame.set(variables.getFirst(), element);
      } else if (variables.size() == 2) {
        frame.set(variables.getFirst(), key);
        frame.set(variables.getLast(), element);
      }
      var known = frame.known();
      var flow = all(branch.body(), element);
      frame.forget(known);
      return flow;
    }

    private void invoke(Node.Invoke invoke, Value dot) {
      frame.at(invoke);
      var body = templates.get(invoke.name());
      if (body == null) {
        throw frame.error("template " + Quoting.quote(invoke.name()) + " not defined");
      }
      var data = invoke.data().map(pipeline -> pipelines.value(pipeline, dot)).orElse(Value.NIL);
      new Run(new Frame(frame.sources(), invoke.name(), data, invoke)).all(body, data);
    }
  }
}
