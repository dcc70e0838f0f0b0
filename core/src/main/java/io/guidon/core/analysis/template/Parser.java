package io.guidon.core.analysis.template;

import io.guidon.core.analysis.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Parses a template and the templates that it defines. */
final class Parser {
  private final String name;
  private final Tokens tokens;
  private final PipelineParser pipelines;
  private final Map<String, List<Node>> templates = new LinkedHashMap<>();
  private int ranges;
  private int depth;

  private Parser(String name, String source, Set<String> functions) {
    this.name = name;
    this.tokens = new Tokens(name, Lexer.tokens(source));
    this.pipelines = new PipelineParser(tokens, functions);
  }

  /**
   * The bodies of all templates in {@code source} by name; the outermost has the name {@code name}.
   *
   * @throws TemplateError with the line of the mistake
   */
  static Map<String, List<Node>> templates(String name, String source, Set<String> functions) {
    var parser = new Parser(name, source, functions);
    parser.outermost();
    return parser.templates;
  }

  private void outermost() {
    var body = new ArrayList<Node>();
    while (!tokens.peek().is(Kind.EOF)) {
      if (tokens.peek().is(Kind.OPEN) && tokens.peekBehindNext().is(Kind.DEFINE)) {
        definition();
        continue;
      }
      switch (part()) {
        case Part.Piece(Node node) -> body.add(node);
        case Part.Else _ -> throw tokens.error("unexpected {{else}}");
        case Part.End _ -> throw tokens.error("unexpected {{end}}");
      }
    }
    define(name, body);
  }

  private void definition() {
    tokens.beginAction(tokens.next());
    tokens.nextNonSpace();
    var quoted = tokens.nextNonSpace();
    if (!quoted.isString()) {
      throw tokens.unexpected(quoted, "define clause");
    }
    var defined = text(quoted);
    tokens.expect(Kind.CLOSE, "define clause");
    tokens.endAction();
    define(defined, ownBody("define clause"));
  }

  /** The body of another template, up to its {@code end}; it does not see our variables. */
  private List<Node> ownBody(String context) {
    var hidden = pipelines.hide();
    var outside = ranges;
    ranges = 0;
    var list = body();
    if (list.endsWithElse()) {
      throw tokens.error("unexpected {{else}} in " + context);
    }
    ranges = outside;
    pipelines.restore(hidden);
    return list.nodes();
  }

  private void define(String defined, List<Node> body) {
    var existing = templates.get(defined);
    if (existing == null || isBlank(existing)) {
      templates.put(defined, body);
    } else if (!isBlank(body)) {
      throw tokens.error("template: multiple definition of template " + Quoting.quote(defined));
    }
  }

  private static boolean isBlank(List<Node> body) {
    return body.stream().allMatch(node -> node instanceof Node.Text(String text) && text.isBlank());
  }

  /** A node, or the mark that ends a list of them. */
  private sealed interface Part {
    record Piece(Node node) implements Part {}

    record Else() implements Part {}

    record End() implements Part {}
  }

  private record Body(List<Node> nodes, boolean endsWithElse) {}

  private Body body() {
    if (++depth > Budget.DEPTH) {
      throw tokens.error("nested too deeply");
    }
    var nodes = new ArrayList<Node>();
    while (!tokens.peekNonSpace().is(Kind.EOF)) {
      switch (part()) {
        case Part.Piece(Node node) -> nodes.add(node);
        case Part.Else _ -> {
          depth--;
          return new Body(nodes, true);
        }
        case Part.End _ -> {
          depth--;
          return new Body(nodes, false);
        }
      }
    }
    tokens.next();
    throw tokens.error("unexpected EOF");
  }

  private Part part() {
    var token = tokens.nextNonSpace();
    if (token.is(Kind.TEXT)) {
      return new Part.Piece(new Node.Text(token.text()));
    }
    if (!token.is(Kind.OPEN)) {
      throw tokens.unexpected(token, "input");
    }
    tokens.beginAction(token);
    var part = action();
    tokens.endAction();
    return part;
  }

  private Part action() {
    return switch (tokens.peekNonSpace().kind()) {
      case BLOCK -> new Part.Piece(block());
      case BREAK -> new Part.Piece(jump("{{break}}", new Node.Break()));
      case CONTINUE -> new Part.Piece(jump("{{continue}}", new Node.Continue()));
      case ELSE -> otherwise();
      case END -> {
        tokens.next();
        tokens.expect(Kind.CLOSE, "end");
        yield new Part.End();
      }
      case IF -> new Part.Piece(new Node.If(branch("if", Kind.IF)));
      case RANGE -> new Part.Piece(new Node.Range(branch("range", Kind.RANGE)));
      case TEMPLATE -> new Part.Piece(invoke());
      case WITH -> new Part.Piece(new Node.With(branch("with", Kind.WITH)));
      default -> new Part.Piece(new Node.Action(pipelines.pipeline("command", Kind.CLOSE)));
    };
  }

  private Part otherwise() {
    tokens.next();
    var next = tokens.peekNonSpace();
    // {{else if x}} is {{else}}{{if x}} with one {{end}}; branch() goes on from here.
    if (!next.is(Kind.IF) && !next.is(Kind.WITH)) {
      tokens.expect(Kind.CLOSE, "else");
    }
    return new Part.Else();
  }

  private Node jump(String shown, Node node) {
    tokens.next();
    var close = tokens.nextNonSpace();
    if (!close.is(Kind.CLOSE)) {
      throw tokens.unexpected(close, shown);
    }
    if (ranges == 0) {
      throw tokens.error(shown + " outside {{range}}");
    }
    return node;
  }

  private Node.Branch branch(String context, Kind keyword) {
    tokens.next();
    var known = pipelines.known();
    var pipeline = pipelines.pipeline(context, Kind.CLOSE);
    tokens.endAction();
    if (keyword == Kind.RANGE) {
      ranges++;
    }
    var list = body();
    if (keyword == Kind.RANGE) {
      ranges--;
    }
    var otherwise = list.endsWithElse() ? elseBody(context, keyword) : List.<Node>of();
    pipelines.forget(known);
    return new Node.Branch(pipeline, list.nodes(), otherwise);
  }

  private List<Node> elseBody(String context, Kind keyword) {
    if (tokens.peek().is(keyword) && keyword == Kind.IF) {
      return List.of(nested(() -> new Node.If(branch(context, keyword))));
    }
    if (tokens.peek().is(keyword) && keyword == Kind.WITH) {
      return List.of(nested(() -> new Node.With(branch(context, keyword))));
    }
    var list = body();
    if (list.endsWithElse()) {
      throw tokens.error("expected end; found {{else}}");
    }
    return list.nodes();
  }

  private Node nested(Supplier<Node> branch) {
    if (++depth > Budget.DEPTH) {
      throw tokens.error("nested too deeply");
    }
    var node = branch.get();
    depth--;
    return node;
  }

  private Node invoke() {
    tokens.next();
    var quoted = tokens.nextNonSpace();
    if (!quoted.isString()) {
      throw tokens.unexpected(quoted, "template clause");
    }
    var invoked = text(quoted);
    Optional<Term.Pipeline> data = Optional.empty();
    if (tokens.peekNonSpace().is(Kind.CLOSE)) {
      tokens.next();
    } else {
      data = Optional.of(pipelines.pipeline("template clause", Kind.CLOSE));
    }
    return new Node.Invoke(quoted.at(), invoked, Quoting.quote(invoked), data);
  }

  private Node block() {
    tokens.next();
    var quoted = tokens.nextNonSpace();
    if (!quoted.isString()) {
      throw tokens.unexpected(quoted, "block clause");
    }
    var defined = text(quoted);
    var data = pipelines.pipeline("block clause", Kind.CLOSE);
    tokens.endAction();
    define(defined, ownBody("block clause"));
    return new Node.Invoke(quoted.at(), defined, Quoting.quote(defined), Optional.of(data));
  }

  private String text(Token quoted) {
    return pipelines.literal(quoted) instanceof Value.Text(String text) ? text : "";
  }
}
