package io.guidon.sim.prometheus;

import java.math.BigDecimal;

/**
 * Numbers as Prometheus writes them into its answers: Go's {@code strconv} with the fewest digits
 * that tell the number apart, with an exponent below 1e-6 and from 1e21 on.
 */
final class ValueText {
  private static final double LEAST_PLAIN = 1e-6;
  private static final double LEAST_HUGE = 1e21;

  private ValueText() {}

  static String of(double value) {
    double size = Math.abs(value);
    boolean isPlain =
        !Double.isFinite(value) || value == 0 || (size >= LEAST_PLAIN && size < LEAST_HUGE);
    return isPlain ? plain(value) : scientific(digits(value));
  }

  /** Never with an exponent: Prometheus writes scalars in this way. */
  static String plain(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return digits(value).toPlainString();
  }

  private static BigDecimal digits(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros();
  }

  private static String scientific(BigDecimal digits) {
    var unscaled = digits.unscaledValue().abs().toString();
    int exponent = digits.precision() - digits.scale() - 1;
    var text = new StringBuilder(digits.signum() < 0 ? "-" : "").append(unscaled.charAt(0));
    if (unscaled.length() > 1) {
      text.append('.').append(unscaled, 1, unscaled.length());
    }
    text.append(exponent < 0 ? "e-" : "e+");
    return (Math.abs(exponent) < 10 ? text.append('0') : text)
        .append(Math.abs(exponent))
        .toString();
  }
}
