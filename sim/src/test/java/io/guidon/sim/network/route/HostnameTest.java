package io.guidon.sim.network.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HostnameTest {

  @Test
  void takesNamesAndWildcards() {
    assertThat(new Hostname("www.example.com").takes("WWW.example.com:8080")).isTrue();
    assertThat(new Hostname("*.example.com").takes("a.b.example.com")).isTrue();
    assertThat(new Hostname("*.example.com").takes("example.com")).isFalse();
    assertThat(Hostname.of("").takes("anything")).isTrue();
  }

  @Test
  void findsWhatListenerAndRouteShare() {
    assertThat(shared("*.example.com", "www.example.com")).isEqualTo("www.example.com");
    assertThat(shared("www.example.com", "*.example.com")).isEqualTo("www.example.com");
    assertThat(shared("*.example.com", "*.a.example.com")).isEqualTo("*.a.example.com");
    assertThat(shared("", "*.a.example.com")).isEqualTo("*.a.example.com");
    assertThat(shared("*.example.com", "www.elsewhere.org")).isEmpty();
  }

  @Test
  void prefersTheMoreSpecific() {
    assertThat(
            Stream.of("*", "a.b.c", "*.b.c", "*.c")
                .map(Hostname::new)
                .sorted(Hostname.BY_PRECEDENCE.reversed())
                .map(Hostname::pattern))
        .containsExactly("a.b.c", "*.b.c", "*.c", "*");
  }

  private static String shared(String listener, String route) {
    return Hostname.of(listener).and(Hostname.of(route)).map(Hostname::pattern).orElse("");
  }
}
