package io.guidon.core.analysis.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Go's fmt prints them. */
public final class GoFloat {
  private static final int SHORTEST = -1;

  private GoFloat() {}

  /**
   * As {@code %v} prints it: the fewest digits that tell it from its neighbours, with an exponent
   * from 10^6 up ({@code 1e+06}) and below 10^-4.
   */
  public static String general(double number) {
    return general(number, SHORTEST);
  }

  /** As {@code %.nf} prints it: rounded half to even from the exact binary value. */
  public static String fixed(double number, int decimals) {
    return special(
        number, exact(number).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString());
  }

  /** As {@code %.ng} prints it, or with the fewest digits for -1. */
  static String general(double number, int precision) {
    if (!Double.isFinite(number)) {
      return special(number, "");
    }
    var digits = digits(number, precision);
    var significant = digits.precision();
    var exponent = significant - digits.scale() - 1;
    var limit = precision == SHORTEST ? 6 : Math.max(precision, 1);
    if (precision != SHORTEST && limit > significant && significant > exponent) {
      limit = significant;
    }
    if (exponent < -4 || exponent >= limit) {
      return special(number, scientific(digits, exponent));
    }
    return special(number, digits.toPlainString());
  }

  /** As {@code %.ne} prints it. */
  static String exponential(double number, int decimals) {
    if (!Double.isFinite(number)) {
      return special(number, "");
    }
    var digits = exact(number);
    if (digits.signum() != 0) {
      digits = digits.round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
    }
    var exponent = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
    var mantissa = digits.scaleByPowerOfTen(-exponent).setScale(decimals, RoundingMode.UNNECESSARY);
    return special(number, mantissa.toPlainString() + power(exponent));
  }

  /** The significant digits of the absolute value, without zeros at the end. */
  private static BigDecimal digits(double number, int precision) {
    var digits =
        precision == SHORTEST
            ? shortest(Math.abs(number))
            : exact(number).round(new MathContext(Math.max(precision, 1), RoundingMode.HALF_EVEN));
    return digits.signum() == 0 ? BigDecimal.ZERO : digits.stripTrailingZeros();
  }

  private static BigDecimal shortest(double absolute) {
    var digits = new BigDecimal(Double.toString(absolute));
    // Java gives two digits at least, even where one is enough: 4.9E-324.
    var one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
    return one.doubleValue() == absolute ? one : digits;
  }

  private static BigDecimal exact(double number) {
    return Double.isFinite(number) ? new BigDecimal(Math.abs(number)) : BigDecimal.ZERO;
  }

  private static String scientific(BigDecimal digits, int exponent) {
    return digits.scaleByPowerOfTen(-exponent).toPlainString() + power(exponent);
  }

  private static String power(int exponent) {
    var size = Math.abs(exponent);
    return (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
  }

  /** Adds the sign, negative zero included, and names what is no number. */
  private static String special(double number, String absolute) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    var negative = Double.doubleToRawLongBits(number) < 0;
    return negative ? "-" + absolute : absolute;
  }
}
