package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.store.Trees;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which value a header or query parameter must have.
 *
 * @param pattern fits the whole value
 */
record ValueMatch(String name, Pattern pattern) {

  /** Reads one entry of {@code headers} or {@code queryParams}. */
  static ValueMatch parse(JsonNode entry) {
    String value = Trees.text(entry, "value");
    boolean expression = Trees.text(entry, "type").equals("RegularExpression");
    return new ValueMatch(
        Trees.text(entry, "name"), Pattern.compile(expression ? value : Pattern.quote(value)));
  }

  boolean takes(Optional<String> value) {
    return value.filter(text -> pattern.matcher(text).matches()).isPresent();
  }
}
