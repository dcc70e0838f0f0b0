package io.guidon.sim.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "1000m, 1",
    "1500m, 1500m",
    "0.5, 500m",
    "100m, 100m",
    "2000, 2k",
    "1.5k, 1500",
    "1024Mi, 1Gi",
    "1.5Gi, 1536Mi",
    "1025Ki, 1025Ki",
    "0.5Ki, 512",
    "0Gi, 0",
    "64Mi, 64Mi",
    "much, much"
  })
  void isWrittenInOneForm(String given, String canonical) {
    assertThat(Quantity.canonical(given)).isEqualTo(canonical);
  }
}
