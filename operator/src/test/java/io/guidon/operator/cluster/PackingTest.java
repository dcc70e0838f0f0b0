package io.guidon.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackingTest {
  private final Packing packing = new Packing();

  private static ObjectNode service(int number) {
    var service = Json.object();
    service.put("apiVersion", "v1").put("kind", "Service");
    service.putObject("metadata").put("name", "podinfo-" + number).put("namespace", "test");
    var spec = service.putObject("spec");
    spec.putObject("selector").put("app", "podinfo-" + number);
    spec.putArray("ports").addObject().put("name", "http").put("port", 9898).put("weight", 0.5);
    spec.putNull("clusterIP");
    return service;
  }

  /** Text that cannot be compressed, of at least {@code length} characters. */
  private static ObjectNode noise(int length) {
    var bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return Json.object().put("noise", Base64.getEncoder().encodeToString(bytes));
  }

  @Test
  void givesBackWhatWasPacked() {
    var longest = service(3);
    longest.put("text", "é 😀 \u0000 ".repeat(20_000));

    for (var object :
        new ObjectNode[] {service(1), service(2), Json.object(), longest, noise(100_000)}) {
      assertThat(packing.pack(object).unpack()).isEqualTo(object);
    }
  }

  @Test
  void givesBackWhatIsLikeAFirstOneThatWasLong() {
    var first = noise(100_000);

    assertThat(packing.pack(first).unpack()).isEqualTo(first);
    assertThat(packing.pack(service(1)).unpack()).isEqualTo(service(1));
  }

  @Test
  void takesFarLessThanTheTextForTheSecondOfAKind() {
    packing.pack(service(1));

    var second = packing.pack(service(2));

    var text = Json.text(service(2)).getBytes(StandardCharsets.UTF_8);
    assertThat(second.size()).isLessThan(text.length / 6);
  }
}
