package io.guidon.operator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetUrlTest {
  private static TargetUrl url(String text) {
    return ((TargetUrl.Parsed.Ok) TargetUrl.parse(text)).url();
  }

  @ParameterizedTest
  @CsvSource({
    "http://gate,                      http://gate",
    "HTTP://Gate:80/a/../b?c=d#e,      http://Gate:80/a/../b?c=d",
    "http://gate/a b|c{d}?x=y z|{é}%,  http://gate/a%20b%7Cc%7Bd%7D?x=y%20z%7C%7B%C3%A9%7D%25",
    "http://gate/%41%2f[1],            http://gate/%41%2f%5B1%5D",
    "http://[::1]:8080/x,              http://[::1]:8080/x",
    "http://u:p@gate/,                 http://gate/"
  })
  void requestsWhatGoWouldRequest(String text, String requested) {
    assertThat(url(text).uri()).hasToString(requested);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "://x|missing protocol scheme",
        "a b:c|first path segment in URL cannot contain colon",
        "http://[::1|missing ']' in host",
        "http://gate:abc/|invalid port \":abc\" after host",
        "http://a b/|invalid character \" \" in host name",
        "http://gate/%zz|invalid URL escape \"%zz\"",
        "http://u r@gate/|net/url: invalid userinfo"
      })
  void saysWhatGoWouldSay(String text, String problem) {
    assertThat(TargetUrl.parse(text))
        .isEqualTo(new TargetUrl.Parsed.Invalid("parse \"" + text + "\": " + problem));
  }

  @Test
  void refusesControlCharacters() {
    assertThat(TargetUrl.parse("http://gate/\u0001"))
        .isEqualTo(
            new TargetUrl.Parsed.Invalid(
                "parse \"http://gate/\\x01\": net/url: invalid control character in URL"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://u:p@gate/x?y, http://u:***@gate/x?y",
    "http://u@gate/x,     http://u@gate/x",
    "http://gate,         http://gate",
    "gate/x,              gate/x",
    "http:///x,           http:///x"
  })
  void masksPasswordsOnly(String text, String masked) {
    assertThat(url(text).masked("***")).isEqualTo(masked);
  }

  @Test
  void keepsThePathOfAChatAddressToItself() {
    assertThat(url("https://hooks.slack.com/services/T0/B0/secret").origin())
        .isEqualTo("https://hooks.slack.com/...");
  }

  @ParameterizedTest
  @CsvSource({
    "/next,              http://gate:1/next",
    "next?a=b c,         http://gate:1/a/next?a=b%20c",
    "../next,            http://gate:1/next",
    "//other/x,          http://other/x",
    "https://other/x,    https://other/x",
    "?q,                 http://gate:1/a/b?q"
  })
  void resolvesRedirects(String location, String target) {
    var resolved = (TargetUrl.Parsed.Ok) url("http://gate:1/a/b").resolve(location);

    assertThat(resolved.url().masked("")).isEqualTo(target);
  }

  @Test
  void readsUserInfoAsBasicAuthentication() {
    assertThat(url("http://us%40er:p%3Aw@gate/").basicAuthorization())
        .contains("Basic dXNAZXI6cDp3");
    assertThat(url("http://gate/").basicAuthorization()).isEqualTo(Optional.empty());
  }
}
