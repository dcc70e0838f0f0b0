package io.guidon.operator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  private static final Proxies.Way DIRECT = new Proxies.Way.Direct();

  private static Proxies.Way way(Map<String, String> environment, String url) {
    return Proxies.of(environment).way(((TargetUrl.Parsed.Ok) TargetUrl.parse(url)).url());
  }

  private static Proxies.Way through(String host, int port) {
    return new Proxies.Way.Through(host, port, Optional.empty());
  }

  @Test
  void choosesByTheSchemeOfTheReceiver() {
    var environment = Map.of("HTTP_PROXY", "http://one:3128", "https_proxy", "two:3129");

    assertThat(way(environment, "http://gate.test/")).isEqualTo(through("one", 3128));
    assertThat(way(environment, "https://gate.test/")).isEqualTo(through("two", 3129));
  }

  @Test
  void goesDirectlyWhereNoProxyIsSetForTheScheme() {
    assertThat(way(Map.of("HTTPS_PROXY", "two:3129"), "http://gate.test/")).isEqualTo(DIRECT);
  }

  @Test
  void prefersUpperCaseAndIgnoresEmptyVariables() {
    assertThat(way(Map.of("HTTP_PROXY", "one", "http_proxy", "two"), "http://gate.test/"))
        .isEqualTo(through("one", 80));
    assertThat(way(Map.of("HTTP_PROXY", "", "http_proxy", "two"), "http://gate.test/"))
        .isEqualTo(through("two", 80));
  }

  @Test
  void saysThatAnotherKindOfProxyIsNotSupported() {
    assertThat(way(Map.of("HTTP_PROXY", "socks5://one:1080"), "http://gate.test/"))
        .isEqualTo(
            new Proxies.Way.Broken(
                "proxy socks5://one:1080 is not supported, http://host:port was expected"));
  }

  @Test
  void makesTheSameChoiceForOtherClients() {
    var selector = Proxies.of(Map.of("HTTP_PROXY", "one:3128", "NO_PROXY", "near.test")).selector();

    assertThat(selector.select(URI.create("http://gate.test/x?a=b")))
        .extracting(Object::toString)
        .singleElement()
        .asString()
        .startsWith("HTTP @ one");
    assertThat(selector.select(URI.create("http://near.test/"))).containsExactly(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost/,          '',                 true",
    "http://127.0.0.9:8080/,     '',                 true",
    "http://[::1]/,              '',                 true",
    "http://gate.test/,          '',                 false",
    "http://gate.test/,          '*',                true",
    "http://gate.test/,          'x, GATE.test',     true",
    "http://a.gate.test/,        'gate.test',        true",
    "http://agate.test/,         'gate.test',        false",
    "http://gate.test/,          '.gate.test',       false",
    "http://a.gate.test/,        '.gate.test',       true",
    "http://a.gate.test/,        '*.gate.test',      true",
    "http://gate.test:8080/,     'gate.test:8080',   true",
    "http://gate.test/,          'gate.test:8080',   false",
    "http://gate.test/,          'gate.test:80',     true",
    "http://10.1.2.3/,           '10.0.0.0/8',       true",
    "http://11.1.2.3/,           '10.0.0.0/8',       false",
    "http://10.1.2.3/,           '10.1.2.3',         true",
    "http://10.1.2.3/,           '10.1.2.4',         false",
    "http://10.1.2.3/,           'fd00::/8',         false",
    "http://10.1.2.3/,           '10.0.0.0/99',      false"
  })
  void goesPastTheProxyWhereTheEnvironmentSaysSo(String url, String noProxy, boolean direct) {
    var way = way(Map.of("HTTP_PROXY", "one:3128", "NO_PROXY", noProxy), url);

    assertThat(way).isEqualTo(direct ? DIRECT : through("one", 3128));
  }
}
