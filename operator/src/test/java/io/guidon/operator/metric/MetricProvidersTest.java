package io.guidon.operator.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.guidon.core.analysis.Measurement;
import io.guidon.core.analysis.Measurement.Cause;
import io.guidon.core.analysis.Measurement.Failure;
import io.guidon.core.analysis.MetricQuery;
import io.guidon.core.analysis.MetricQuery.Purpose;
import io.guidon.core.analysis.MetricQuery.SecretRef;
import io.guidon.core.analysis.MetricQuery.TlsVerification;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MetricProvidersTest {
  private static final Secrets.Reading MISSING =
      new Secrets.Reading.Unreadable("secrets \"auth\" not found");

  private static MetricQuery query(String type, Optional<SecretRef> secret) {
    var server =
        new MetricQuery.Server(
            type, "http://nobody", Map.of(), secret, Optional.empty(), TlsVerification.ON);
    return new MetricQuery(server, Purpose.VALUE, "up", Optional.empty());
  }

  private static MetricProviders providers(List<Credentials> seen, Secrets secrets) {
    MetricProvider provider =
        (query, credentials) -> {
          seen.add(credentials);
          return new Measurement.Value(7);
        };
    return new MetricProviders(Map.of("prometheus", provider), secrets);
  }

  @Test
  void readsNoSecretUnlessTheQueryNamesOne() throws InterruptedException {
    var seen = new ArrayList<Credentials>();
    var read = new ArrayList<SecretRef>();
    var providers =
        providers(
            seen,
            secret -> {
              read.add(secret);
              return MISSING;
            });

    assertThat(providers.measure(query("prometheus", Optional.empty())))
        .isEqualTo(new Measurement.Value(7));
    assertThat(seen).containsExactly(Credentials.NONE);
    assertThat(read).isEmpty();
  }

  @Test
  void givesTheSecretToTheProvider() throws InterruptedException {
    var seen = new ArrayList<Credentials>();
    var credentials = new Credentials(Map.of("token", "t"));
    var providers = providers(seen, secret -> new Secrets.Reading.Found(credentials));

    providers.measure(query("prometheus", Optional.of(new SecretRef("test", "auth"))));

    assertThat(seen).containsExactly(credentials);
  }

  @Test
  void asksNobodyWhenTheSecretCannotBeRead() throws InterruptedException {
    var seen = new ArrayList<Credentials>();

    var measurement =
        providers(seen, secret -> MISSING)
            .measure(query("prometheus", Optional.of(new SecretRef("test", "auth"))));

    assertThat(measurement).isEqualTo(new Failure(Cause.SECRET, "secrets \"auth\" not found"));
    assertThat(seen).isEmpty();
  }

  @Test
  void saysThatAProviderIsNotSupported() throws InterruptedException {
    var providers =
        MetricProviders.of(
            new HttpGet("guidon/test", HttpClient.Builder.NO_PROXY), secret -> MISSING);

    assertThat(providers.supports("prometheus")).isTrue();
    assertThat(providers.supports("datadog")).isFalse();
    assertThat(providers.measure(query("datadog", Optional.empty())))
        .isEqualTo(
            new Failure(
                Cause.PROVIDER, "metric provider datadog is not supported yet, use prometheus"));
  }

  @Test
  void decodesASecret() throws Exception {
    var secret =
        new JsonMapper()
            .readTree("{\"data\":{\"username\":\"dQ==\",\"odd\":\"*\",\"é\":\"w6k=\"}}");

    assertThat(Credentials.of(secret).values()).isEqualTo(Map.of("username", "u", "é", "é"));
  }
}
