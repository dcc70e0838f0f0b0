package io.guidon.core.analysis.template;

import io.guidon.core.analysis.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses expressions, and knows which variables they may use. */
final class PipelineParser {
  private static final Set<Kind> OPERANDS =
      Set.of(
          Kind.BOOL,
          Kind.CHARACTER,
          Kind.DOT,
          Kind.FIELD,
          Kind.IDENTIFIER,
          Kind.NUMBER,
          Kind.NIL,
          Kind.RAW_STRING,
          Kind.STRING,
          Kind.VARIABLE,
          Kind.LEFT_PAREN);

  private final Tokens tokens;
  private final Set<String> functions;
  private List<String> variables = new ArrayList<>(List.of("$"));
  private int depth;

  PipelineParser(Tokens tokens, Set<String> functions) {
    this.tokens = tokens;
    this.functions = functions;
  }

  /** The number of variables known here, for {@link #forget}. */
  int known() {
    return variables.size();
  }

  /** Forgets the variables of a block that has ended. */
  void forget(int known) {
    variables = new ArrayList<>(variables.subList(0, known));
  }

  /** Hides the variables while the body of another template is parsed; returns them. */
  List<String> hide() {
    var hidden = variables;
    variables = new ArrayList<>(List.of("$"));
    return hidden;
  }

  void restore(List<String> hidden) {
    variables = hidden;
  }

  /** Parses up to and including the token {@code end}. */
  Term.Pipeline pipeline(String context, Kind end) {
    if (++depth > Budget.DEPTH) {
      throw tokens.error("nested too deeply");
    }
    var at = tokens.peekNonSpace().at();
    var declared = new ArrayList<String>();
    var sets = declarations(context, declared);
    var commands = commands(context, end);
    depth--;
    return new Term.Pipeline(at, declared, sets, commands);
  }

  /** Reads {@code $x :=}, {@code $x =} and {@code $k, $v :=}; tells whether it was an {@code =}. */
  private boolean declarations(String context, List<String> declared) {
    while (tokens.peekNonSpace().is(Kind.VARIABLE)) {
      var behind = tokens.peekBehindNext();
      if (behind.is(Kind.ASSIGN) || behind.is(Kind.DECLARE)) {
        declare(declared);
        return behind.is(Kind.ASSIGN);
      }
      if (!behind.is(Kind.OTHER) || !behind.text().equals(",")) {
        return false;
      }
      declare(declared);
      if (!context.equals("range") || declared.size() > 1) {
        throw tokens.error("too many declarations in " + context);
      }
      var second = tokens.peekNonSpace();
      if (!second.is(Kind.VARIABLE) && !second.is(Kind.CLOSE) && !second.is(Kind.RIGHT_PAREN)) {
        throw tokens.error("range can only initialize variables");
      }
    }
    return false;
  }

  private void declare(List<String> declared) {
    var name = tokens.nextNonSpace().text();
    tokens.nextNonSpace();
    declared.add(name);
    variables.add(name);
  }

  private List<Term.Command> commands(String context, Kind end) {
    var commands = new ArrayList<Term.Command>();
    while (!tokens.peekNonSpace().is(end)) {
      if (!startsOperand(tokens.peek())) {
        throw tokens.unexpected(tokens.next(), context);
      }
      commands.add(command());
    }
    tokens.next();
    if (commands.isEmpty()) {
      throw tokens.error("missing value for " + context);
    }
    for (var stage = 1; stage < commands.size(); stage++) {
      switch (commands.get(stage).first()) {
        case Term.Dot _, Term.Nil _, Term.Literal _ ->
            throw tokens.error("non executable command in pipeline stage " + (stage + 1));
        case Term.Fields _, Term.Variable _, Term.Function _, Term.Chain _, Term.Pipeline _ -> {}
      }
    }
    return commands;
  }

  private static boolean startsOperand(Token token) {
    return OPERANDS.contains(token.kind());
  }

  /** Operands with spaces between them, up to a pipe, a parenthesis or the end of the action. */
  private Term.Command command() {
    var at = tokens.peek().at();
    var words = new ArrayList<Term>();
    while (true) {
      if (startsOperand(tokens.peekNonSpace())) {
        words.add(operand());
      }
      var token = tokens.peek();
      switch (token.kind()) {
        case SPACE -> tokens.next();
        case CLOSE, RIGHT_PAREN -> {
          return new Term.Command(at, words);
        }
        case PIPE -> {
          tokens.next();
          return new Term.Command(at, words);
        }
        default -> throw tokens.unexpected(tokens.next(), "operand");
      }
    }
  }

  private Term operand() {
    var term = term(tokens.next());
    if (!tokens.peek().is(Kind.FIELD)) {
      return term;
    }
    var at = tokens.peek().at();
    var fields = new ArrayList<String>();
    while (tokens.peek().is(Kind.FIELD)) {
      fields.add(tokens.next().text().substring(1));
    }
    return switch (term) {
      case Term.Fields(int _, List<String> names) -> new Term.Fields(at, joined(names, fields));
      case Term.Variable(int _, String name, List<String> _) -> new Term.Variable(at, name, fields);
      case Term.Function _, Term.Chain _, Term.Pipeline _ -> new Term.Chain(at, term, fields);
      case Term.Dot _, Term.Nil _, Term.Literal _ ->
          throw tokens.error("unexpected . after term " + Quoting.quote(term.toString()));
    };
  }

  private static List<String> joined(List<String> names, List<String> more) {
    var joined = new ArrayList<>(names);
    joined.addAll(more);
    return joined;
  }

  private Term term(Token token) {
    var at = token.at();
    var text = token.text();
    return switch (token.kind()) {
      case IDENTIFIER -> function(at, text);
      case DOT -> new Term.Dot(at);
      case NIL -> new Term.Nil(at);
      case VARIABLE -> variable(at, text);
      case FIELD -> new Term.Fields(at, List.of(text.substring(1)));
      case BOOL -> new Term.Literal(at, text, new Value.Truth(text.equals("true")));
      case NUMBER, CHARACTER, STRING, RAW_STRING -> new Term.Literal(at, text, literal(token));
      case LEFT_PAREN -> pipeline("parenthesized pipeline", Kind.RIGHT_PAREN);
      default -> throw tokens.unexpected(token, "operand");
    };
  }

  private Term function(int at, String name) {
    if (!functions.contains(name)) {
      throw tokens.error("function " + Quoting.quote(name) + " not defined");
    }
    return new Term.Function(at, name);
  }

  private Term variable(int at, String name) {
    if (!variables.contains(name)) {
      throw tokens.error("undefined variable " + Quoting.quote(name));
    }
    return new Term.Variable(at, name, List.of());
  }

  /** The value of a literal. */
  Value literal(Token token) {
    try {
      return switch (token.kind()) {
        case NUMBER -> Literals.number(token.text());
        case CHARACTER -> Literals.character(token.text());
        default -> Value.text(Literals.text(token.text()));
      };
    } catch (TemplateError malformed) {
      throw tokens.error(malformed.text());
    }
  }
}
