package io.guidon.sim.prometheus;

/** Why a query has no answer. Stays within the package: the outside gets an {@link Answer}. */
final class QueryRefused extends RuntimeException {
  /** What Prometheus calls the type of the error, and its HTTP status. */
  enum Kind {
    BAD_DATA("bad_data", 400),
    EXECUTION("execution", 422);

    private final String text;
    private final int status;

    Kind(String text, int status) {
      this.text = text;
      this.status = status;
    }

    String text() {
      return text;
    }

    int status() {
      return status;
    }
  }

  private final Kind kind;
  private final String reason;

  private QueryRefused(Kind kind, String reason) {
    super(reason, null, false, false);
    this.kind = kind;
    this.reason = reason;
  }

  /** The query's text is wrong at {@code position}, counted from its start. */
  static QueryRefused syntax(String query, int position, String reason) {
    return new QueryRefused(Kind.BAD_DATA, place(query, position) + ": parse error: " + reason);
  }

  /** Prometheus would know it, this one does not. */
  static QueryRefused unsupported(String query, int position, String construct) {
    return new QueryRefused(
        Kind.BAD_DATA,
        place(query, position)
            + ": not supported here: "
            + construct
            + " (this is a model of Prometheus; ask a real one)");
  }

  /** The query is right, and fails on the data. */
  static QueryRefused execution(String reason) {
    return new QueryRefused(Kind.EXECUTION, reason);
  }

  Kind kind() {
    return kind;
  }

  String reason() {
    return reason;
  }

  private static String place(String query, int position) {
    int line = 1;
    int lineStart = 0;
    for (int at = 0; at < position; at++) {
      if (query.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
    return line + ":" + (position - lineStart + 1);
  }
}
