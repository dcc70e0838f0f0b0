package io.guidon.sim.network.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.guidon.sim.network.app.Command.NotUnderstood;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTest {

  @Test
  void readsTheLoadOfTheTutorial() throws NotUnderstood {
    var hey =
        (Hey)
            Command.parse(
                "hey -z 2m -q 10 -c 2 -host www.example.com http://gateway-istio.istio-ingress/");

    assertThat(hey.duration()).isEqualTo(Duration.ofMinutes(2));
    assertThat(hey.rate()).isEqualTo(10);
    assertThat(hey.workers()).isEqualTo(2);
    assertThat(hey.request().host()).isEqualTo("www.example.com");
    assertThat(hey.request().target()).isEqualTo("http://gateway-istio.istio-ingress/");
    assertThat(hey.request().method()).isEqualTo("GET");
  }

  @Test
  void readsOptionsOfCurlThatStandTogether() throws NotUnderstood {
    var curl =
        (Curl)
            Command.parse("curl -sSfd 'a b' -H \"Cookie: x=1\" -m 7 podinfo.test | grep -q 'a b'");

    assertThat(curl.request().method()).isEqualTo("POST");
    assertThat(curl.request().body().text()).isEqualTo("a b");
    assertThat(curl.request().target()).isEqualTo("http://podinfo.test/");
    assertThat(curl.request().headers().first("Cookie")).contains("x=1");
    assertThat(curl.failing()).isTrue();
    assertThat(curl.timeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(curl.grep().orElseThrow().quiet()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rm -rf /",
        "curl",
        "curl http://a/ http://b/",
        "curl -s https://a/",
        "curl -o file http://a/",
        "curl --silent http://a/",
        "curl http://a/ | wc -l",
        "curl http://a/ | grep a | grep b",
        "curl http://a/ | grep -v a",
        "curl http://a/ > file",
        "curl 'http://a/",
        "curl http://$HOST/",
        "hey -x 1 http://a/",
        "hey -z soon http://a/",
        "hey -q",
        "hey http://a/ | grep b"
      })
  void saysWhatItUnderstandsWhenItDoesNot(String command) {
    assertThatThrownBy(() -> Command.parse(command))
        .isInstanceOfSatisfying(
            NotUnderstood.class,
            e -> assertThat(e.answer()).contains("found ").contains("understood here: hey"));
  }
}
