package io.guidon.sim.network.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.network.http.Request;
import io.guidon.sim.store.Yaml;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MatchTest {

  @Test
  void takesWholeElementsOfAPath() {
    var match = match("path: {type: PathPrefix, value: /foo/}");

    assertThat(match.takes(Request.get("/foo"))).isTrue();
    assertThat(match.takes(Request.get("/foo/bar?x=1"))).isTrue();
    assertThat(match.takes(Request.get("/foobar"))).isFalse();
  }

  @Test
  void needsTheWholeValueForAnExpression() {
    var match =
        match("headers: [{type: RegularExpression, name: Cookie, value: '.*name.*value.*'}]");

    assertThat(match.takes(Request.get("/").withHeader("cookie", "a=b; name=value; c=d"))).isTrue();
    assertThat(match.takes(Request.get("/").withHeader("cookie", "value; name"))).isFalse();
    assertThat(match("path: {type: RegularExpression, value: /a}").takes(Request.get("/ab")))
        .isFalse();
  }

  @Test
  void ordersMatchesAsGatewayApiDoes() {
    var exact = match("path: {type: Exact, value: /a}");
    var longer = match("path: {type: PathPrefix, value: /aaaaa}");
    var method = match("path: {type: PathPrefix, value: /a}\nmethod: GET");
    var headers =
        match(
            "path: {type: PathPrefix, value: /a}\nheaders: [{name: a, value: b}, {name: c, value: d}]");
    var header = match("path: {type: PathPrefix, value: /a}\nheaders: [{name: a, value: b}]");
    var query = match("path: {type: PathPrefix, value: /a}\nqueryParams: [{name: a, value: b}]");
    var plain = match("path: {type: PathPrefix, value: /a}");

    assertThat(
            List.of(plain, query, header, headers, method, longer, exact).stream()
                .sorted(Match.BY_PRECEDENCE.reversed()))
        .containsExactly(exact, longer, method, headers, header, query, plain);
  }

  private static Match match(String yaml) {
    return Match.parse(Yaml.parse(yaml));
  }
}
