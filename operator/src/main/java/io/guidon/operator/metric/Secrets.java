package io.guidon.operator.metric;

import io.guidon.core.analysis.MetricQuery.SecretRef;

/** Reads the Secrets that MetricTemplates name, from the API server itself and each time. */
public interface Secrets {

  Reading read(SecretRef secret);

  /** What came of it. */
  sealed interface Reading {
    record Found(Credentials credentials) implements Reading {}

    /** It is missing or may not be read; {@code error} is the API server's. */
    record Unreadable(String error) implements Reading {}
  }
}
