package io.guidon.sim.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class ProtobufTest {

  private static final String PREFIX = "6b387300";

  /** The type: version {@code v1} and a kind of nine letters. */
  private static final String CONFIG_MAP = "0a0f" + "0a027631" + "1209436f6e6669674d6170";

  @Test
  void readsWhatKubectlCreates() {
    // Name "a", an empty namespace, no time of creation; the data x=1.
    var object = "0a07" + "0a0161" + "1a00" + "4200" + "1206" + "0a0178" + "120131";

    assertThat(read(PREFIX + CONFIG_MAP + "1211" + object))
        .isEqualTo(
            Served.parse(
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},"
                    + "\"data\":{\"x\":\"1\"}}"));
  }

  @Test
  void refusesWhatItWouldLose() {
    // Field 7 of a ConfigMap, which has none.
    assertRefused(
        PREFIX + CONFIG_MAP + "1203" + "3a0161", "does not read field 7 of ConfigMap in protobuf");
    var podType = "0a09" + "0a027631" + "1203506f64";
    assertRefused(PREFIX + podType + "1200", "does not read objects of kind Pod in protobuf");
  }

  @Test
  void refusesWhatIsNone() {
    assertRefused("7b7d", "does not begin with the prefix k8s\\x00");
    assertRefused(PREFIX + "0a7f", "unexpected EOF");
  }

  private static JsonNode read(String hex) {
    return Protobuf.object(HexFormat.of().parseHex(hex));
  }

  private static void assertRefused(String hex, String message) {
    assertThatThrownBy(() -> read(hex))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(((Answer.Json) refusal.answer()).body().path("message").asText())
                    .contains(message));
  }
}
