package io.guidon.sim.network.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.network.app.Behaviour.Start;
import io.guidon.sim.store.Yaml;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BehaviourTest {

  @Test
  void comesFromTheTag() {
    assertThat(of("podinfo:6.0.0", ""))
        .isEqualTo(of("registry:5000/x/podinfo:6.0.1", "--level=info"));
    assertThat(of("podinfo:6.0.1-errors", "").serverErrors()).isEqualTo(0.5);
    assertThat(of("podinfo:6.0.1-slow", "").delayFrom()).isEqualTo(Duration.ofMillis(800));
    assertThat(of("podinfo:6.0.1-crash", "").start()).isEqualTo(Start.CRASHING);
  }

  @Test
  void comesFromPodinfosOwnFlags() {
    assertThat(of("podinfo:1", "--unready").start()).isEqualTo(Start.UNREADY);
    assertThat(of("podinfo:1", "--unready=false").start()).isEqualTo(Start.READY);
    assertThat(of("podinfo:1", "--random-error").mixedErrors()).isEqualTo(1 / 3.0);
    var delayed = of("podinfo:1", "--random-delay,--random-delay-min,1,--random-delay-max=2");
    assertThat(delayed.delayFrom()).isEqualTo(Duration.ofSeconds(1));
    assertThat(delayed.delayTo()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void knowsTheVersionByTheTag() {
    assertThat(container("registry:5000/x/podinfo", "").tag()).isEqualTo("latest");
    assertThat(container("x/podinfo:1.2@sha256:abc", "").tag()).isEqualTo("1.2");
  }

  private static Behaviour of(String image, String arguments) {
    return Behaviour.of(container(image, arguments));
  }

  private static Container container(String image, String arguments) {
    return Container.of(
        "pod",
        "test",
        Yaml.parse(
            "containers: [{image: \"%s\", command: [./podinfo, %s]}]".formatted(image, arguments)));
  }
}
