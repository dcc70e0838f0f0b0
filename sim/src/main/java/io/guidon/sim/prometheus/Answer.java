package io.guidon.sim.prometheus;

/** What came of a query. */
sealed interface Answer {
  record Given(Value value, long time) implements Answer {}

  record Refused(QueryRefused.Kind kind, String reason) implements Answer {}

  /**
   * Asks a query.
   *
   * @param time milliseconds since 1970
   */
  static Answer to(String query, Samples samples, long time) {
    try {
      return new Given(new Evaluation(samples, time).value(Parser.parse(query)), time);
    } catch (QueryRefused refused) {
      return new Refused(refused.kind(), refused.reason());
    }
  }
}
