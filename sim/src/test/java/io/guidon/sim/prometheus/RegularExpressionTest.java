package io.guidon.sim.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegularExpressionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "5.* 503",
        "kube(ew)?_a__.*(_[0-9]+)? kubeew_a__x_0",
        "[bcdf-hz2-9]+-.+ b9-x",
        "(?i)abc aBC",
        "(?i:a)b Ab",
        "(?P<name>a)b ab",
        "[[:alpha:]]+ abc",
        "[^[:^digit:]x]+ 12",
        "[[]] []",
        "[a&&b]+ a&b",
        "\\Qa.b\\E a.b",
        "\\x41\\x{42} AB",
        "\\pL+ ab",
        "a{2,3}? aaa",
        "a{,2} a{,2}",
        "^a$ a",
        "(?U)a+ aa",
      })
  void takesTheSyntaxOfRe2(String expression, String value) {
    assertThat(RegularExpression.whole(expression)).accepts(value);
  }

  @Test
  void matchesTheWholeValue() {
    assertThat(RegularExpression.whole("5..")).accepts("503").rejects("1503", "5033");
    assertThat(RegularExpression.whole("a|b")).accepts("a", "b").rejects("ab", "");
    assertThat(RegularExpression.whole("a$")).accepts("a").rejects("a\n");
    assertThat(RegularExpression.whole("a$\\n")).rejects("a\n");
    assertThat(RegularExpression.whole(".")).accepts("\r").rejects("\n");
    assertThat(RegularExpression.whole("\\s")).accepts(" ").rejects("\u000b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "(?=a) ~ invalid or unsupported Perl syntax: `(?=`",
        "(a)\\1 ~ invalid escape sequence: `\\1`",
        "a++ ~ invalid nested repetition operator: `+`",
        "a{1001} ~ invalid repeat count: `{1001}`",
        "[a ~ missing closing ]: `[a`",
        "[[:nosuch:]] ~ invalid character class range: `[:nosuch:]`",
        "a\\ ~ trailing backslash at end of expression: ``",
      })
  void refusesWhatOnlyJavaTakes(String expression, String reason) {
    assertThatThrownBy(() -> RegularExpression.whole(expression))
        .isInstanceOfSatisfying(
            PatternSyntaxException.class,
            refused -> assertThat(refused.getDescription()).isEqualTo(reason));
  }
}
