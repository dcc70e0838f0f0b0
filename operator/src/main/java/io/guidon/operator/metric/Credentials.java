package io.guidon.operator.metric;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The data of a Secret, decoded. It never shows its values. */
public record Credentials(Map<String, String> values) {
  public static final Credentials NONE = new Credentials(Map.of());

  public Credentials {
    values = Map.copyOf(values);
  }

  /** Reads a Secret as the API server sends it, which has checked that its data are base64. */
  public static Credentials of(JsonNode secret) {
    var values = new HashMap<String, String>();
    for (var entry : secret.path("data").properties()) {
      decoded(entry.getValue().asText()).ifPresent(value -> values.put(entry.getKey(), value));
    }
    return new Credentials(values);
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public String toString() {
    return "Credentials" + values.keySet();
  }
}
