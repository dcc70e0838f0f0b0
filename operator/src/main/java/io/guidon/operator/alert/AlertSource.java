package io.guidon.operator.alert;

import com.fasterxml.jackson.databind.JsonNode;

/** Where AlertProviders and their Secrets come from. */
public interface AlertSource {

  /** An AlertProvider. */
  Found provider(String namespace, String name);

  /** A Secret, read from the API server itself: it is neither watched nor kept. */
  Found secret(String namespace, String name);

  /** An object or why there is none. */
  sealed interface Found {
    record Tree(JsonNode object) implements Found {}

    /** {@code message} is the API server's, or in its words. */
    record Missing(String message) implements Found {}
  }
}
