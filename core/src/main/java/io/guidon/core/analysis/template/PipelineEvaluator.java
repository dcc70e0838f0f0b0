package io.guidon.core.analysis.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates the expressions of one template that is being executed. */
final class PipelineEvaluator {
  private final Frame frame;
  private final Map<String, Value> functions;
  private final Budget budget;

  PipelineEvaluator(Frame frame, Map<String, Value> functions, Budget budget) {
    this.frame = frame;
    this.functions = functions;
    this.budget = budget;
  }

  /** The value of the last command; variables of the pipeline get it too. */
  Value value(Term.Pipeline pipeline, Value dot) {
    frame.at(pipeline);
    Optional<Value> value = Optional.empty();
    for (var command : pipeline.commands()) {
      budget.spend(1);
      value = Optional.of(value(command, dot, value));
    }
    var result = value.orElse(Value.NIL);
    for (var name : pipeline.variables()) {
      if (pipeline.sets()) {
        frame.set(name, result);
      } else {
        frame.declare(name, result);
      }
    }
    return result;
  }

  private Value value(Term.Command command, Value dot, Optional<Value> piped) {
    var first = command.first();
    var arguments = command.words().subList(1, command.words().size());
    var hasArguments = !arguments.isEmpty() || piped.isPresent();
    if (first instanceof Term.Function function) {
      return call(function, command, new Call(function.name(), arguments, dot, piped));
    }
    if (first instanceof Term.Chain || first instanceof Term.Fields) {
      return fieldWithoutArguments(first, dot, hasArguments);
    }
    if (first instanceof Term.Variable variable && !variable.fields().isEmpty()) {
      return fieldWithoutArguments(first, dot, hasArguments);
    }
    if (!(first instanceof Term.Pipeline)) {
      frame.at(first);
    }
    if (hasArguments) {
      throw frame.error("can't give argument to non-function " + first);
    }
    return switch (first) {
      case Term.Nil _ -> throw frame.error("nil is not a command");
      default -> value(first, dot);
    };
  }

  private Value fieldWithoutArguments(Term term, Value dot, boolean hasArguments) {
    return switch (term) {
      case Term.Fields fields -> {
        frame.at(fields);
        yield fields(dot, fields.names(), hasArguments);
      }
      case Term.Variable variable -> {
        frame.at(variable);
        yield fields(frame.variable(variable.name()), variable.fields(), hasArguments);
      }
      case Term.Chain chain -> fields(value(chain.head(), dot), chain.fields(), hasArguments);
      case Term.Dot _, Term.Nil _, Term.Literal _, Term.Function _, Term.Pipeline _ ->
          value(term, dot);
    };
  }

  /** The value of an operand, as an argument or on its own. */
  private Value value(Term term, Value dot) {
    return switch (term) {
      case Term.Dot _ -> {
        frame.at(term);
        yield dot;
      }
      case Term.Nil _ -> {
        frame.at(term);
        yield Value.NIL;
      }
      case Term.Literal literal -> {
        frame.at(term);
        yield literal.value();
      }
      case Term.Function function ->
          call(function, function, new Call(function.name(), List.of(), dot, Optional.empty()));
      case Term.Pipeline pipeline -> nested(pipeline, dot);
      case Term.Fields _, Term.Variable _, Term.Chain _ -> fieldWithoutArguments(term, dot, false);
    };
  }

  private Value nested(Term.Pipeline pipeline, Value dot) {
    budget.enter(frame);
    var value = value(pipeline, dot);
    budget.leave();
    return value;
  }

  private Value fields(Value receiver, List<String> names, boolean lastHasArguments) {
    var value = receiver;
    for (var i = 0; i < names.size(); i++) {
      budget.spend(1);
      value = field(value, names.get(i), lastHasArguments && i == names.size() - 1);
    }
    return value;
  }

  private Value field(Value receiver, String name, boolean hasArguments) {
    return switch (receiver) {
      case Value.Nil _ -> throw frame.error("nil data; no entry for key " + Quoting.quote(name));
      case Value.Mapping(var entries) -> {
        if (hasArguments) {
          throw frame.error(name + " is not a method but has arguments");
        }
        var entry = entries.get(name);
        if (entry == null) {
          throw frame.error("map has no entry for key " + Quoting.quote(name));
        }
        yield Value.text(entry);
      }
      case Value.Text _, Value.Whole _, Value.Real _, Value.Truth _ ->
          throw frame.error("can't evaluate field " + name + " in type " + receiver.type());
    };
  }

  /** A function with the arguments that are written and the one that comes through the pipe. */
  private record Call(String name, List<Term> arguments, Value dot, Optional<Value> piped) {
    int count() {
      return arguments.size() + (piped.isPresent() ? 1 : 0);
    }
  }

  private Value call(Term.Function function, Located whole, Call call) {
    frame.at(function);
    budget.spend(1);
    var value = functions.get(call.name());
    if (value != null) {
      if (call.count() != 0) {
        throw frame.error(wrongNumber(call, "want 0"));
      }
      return value;
    }
    var builtin = Builtin.named(call.name());
    if (!builtin.accepts(call.count())) {
      throw frame.error(wrongNumber(call, builtin.wanted()));
    }
    return switch (builtin) {
      case AND -> firstThat(false, call);
      case OR -> firstThat(true, call);
      case CALL -> throw notCallable(whole, call);
      default -> apply(builtin, whole, call);
    };
  }

  private static String wrongNumber(Call call, String wanted) {
    return "wrong number of args for " + call.name() + ": " + wanted + " got " + call.count();
  }

  /**
   * The first argument whose truth is {@code wanted}, else the last; later ones are not looked at.
   */
  private Value firstThat(boolean wanted, Call call) {
    var value = Value.NIL;
    for (var argument : call.arguments()) {
      value = value(argument, call.dot());
      if (value.isTrue() == wanted) {
        return value;
      }
    }
    return call.piped().orElse(value);
  }

  /** No function of a query gives a function, so that nothing can be called. */
  private TemplateError notCallable(Located whole, Call call) {
    var arguments = call.arguments();
    var value =
        arguments.isEmpty()
            ? call.piped().orElse(Value.NIL)
            : value(arguments.getFirst(), call.dot());
    frame.at(whole);
    if (value instanceof Value.Nil) {
      return frame.error("error calling call: call of nil");
    }
    var shown = arguments.isEmpty() ? Printing.plain(value) : arguments.getFirst().toString();
    return frame.error("error calling call: non-function " + shown + " of type " + value.type());
  }

  private Value apply(Builtin builtin, Located whole, Call call) {
    var values = new ArrayList<Value>();
    for (var argument : call.arguments()) {
      values.add(
          builtin == Builtin.PRINTF && values.isEmpty()
              ? format(argument, call.dot())
              : value(argument, call.dot()));
    }
    call.piped()
        .ifPresent(piped -> {
          if (builtin == Builtin.PRINTF && values.isEmpty()) {
            checkText(piped);
          }
          values.add(piped);
        });
    try {
      return builtin.apply(values, budget);
    } catch (TemplateError error) {
      frame.at(whole);
      throw frame.error("error calling " + call.name() + ": " + error.text());
    }
  }

  /** The first argument of {@code printf}, which must be a text. */
  private Value format(Term argument, Value dot) {
    if (argument instanceof Term.Literal literal && !(literal.value() instanceof Value.Text)) {
      frame.at(argument);
      throw frame.error("expected string; found " + argument);
    }
    if (argument instanceof Term.Nil) {
      frame.at(argument);
      throw frame.error("cannot assign nil to string");
    }
    var value = value(argument, dot);
    checkText(value);
    return value;
  }

  private void checkText(Value value) {
    switch (value) {
      case Value.Text _ -> {}
      case Value.Nil _ -> throw frame.error("invalid value; expected string");
      case Value.Whole _, Value.Real _, Value.Truth _, Value.Mapping _ ->
          throw frame.error("wrong type for value; expected string; got " + value.type());
    }
  }
}
