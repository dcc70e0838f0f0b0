package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The causes in the details of a metav1.Status, from the words of a problem. */
final class Causes {

  /** How a problem of each kind begins. */
  private static final Map<String, String> REASONS = new LinkedHashMap<>();

  static {
    REASONS.put("Required value", "FieldValueRequired");
    REASONS.put("Duplicate value", "FieldValueDuplicate");
    REASONS.put("Forbidden", "FieldValueForbidden");
    REASONS.put("Unsupported value", "FieldValueNotSupported");
    REASONS.put("Not found", "FieldValueNotFound");
    REASONS.put("Too long", "FieldValueTooLong");
    REASONS.put("Too many", "FieldValueTooMany");
  }

  private Causes() {}

  /**
   * @param problem for instance {@code spec.size: Invalid value: 0: must be positive}
   */
  static ObjectNode of(String problem) {
    int colon = problem.indexOf(": ");
    String field = problem.substring(0, colon);
    String message = problem.substring(colon + 2);
    return Trees.object()
        .put("reason", reason(message))
        .put("message", message)
        .put("field", field);
  }

  private static String reason(String message) {
    return REASONS.entrySet().stream()
        .filter(reason -> message.startsWith(reason.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(
            message.contains("in body must be of type ")
                ? "FieldValueTypeInvalid"
                : "FieldValueInvalid");
  }
}
