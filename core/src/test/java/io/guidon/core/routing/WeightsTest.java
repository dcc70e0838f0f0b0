package io.guidon.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {

  @Test
  void givesThePrimaryWhatTheCanaryDoesNotGet() {
    var weights = new Weights(3, 1000);

    assertThat(weights.primary()).isEqualTo(997);
  }

  @Test
  void percentIsOutOfOneHundred() {
    assertThat(Weights.percent(10)).isEqualTo(new Weights(10, 100));
  }

  @ParameterizedTest
  @CsvSource({"-1, 100", "101, 100", "0, 0", "1, -1"})
  void refusesWeightsThatAreNoShareOfTheTotal(int canary, int total) {
    assertThatThrownBy(() -> new Weights(canary, total))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be");
  }

  @Test
  void reachTheRouteExactlyAndAddUpToTheTotal() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var canary = Trees.withService("gatewayRefs: [{name: gw}]");
    for (var i = 0; i < 500; i++) {
      var total = 1 + random.nextInt(1_000_000);
      var weights = new Weights(random.nextInt(total + 1), total);

      var route = HttpRoutes.rendered(canary, weights);

      var backends = route.at("/spec/rules/0/backendRefs");
      var toPrimary = backends.path(0);
      var toCanary = backends.path(1);
      assertThat(toPrimary.path("weight").asInt() + toCanary.path("weight").asInt())
          .as("seed %d: sum for %s", seed, weights)
          .isEqualTo(total);
      assertThat(toPrimary.path("name").asText()).isEqualTo("podinfo-primary");
      assertThat(toCanary.path("name").asText()).isEqualTo("podinfo-canary");
      assertThat(toCanary.path("weight").asInt())
          .as("seed %d: canary's share for %s", seed, weights)
          .isEqualTo(weights.canary());
    }
  }
}
