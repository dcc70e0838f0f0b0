package io.guidon.operator.metric;

import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.MetricQuery;

/** Asks one kind of metric server. */
public interface MetricProvider {

  /**
   * Asks and waits for the answer, on a thread of its own, beside the loop. Whatever goes wrong is
   * a measurement with its reason. To a question about health the answer is 1 if all is well.
   *
   * @param credentials of the query's Secret; {@link Credentials#NONE} if it names none
   * @throws InterruptedException when the thread is interrupted; the request is then broken off
   */
  Measurement measure(MetricQuery query, Credentials credentials) throws InterruptedException;
}
