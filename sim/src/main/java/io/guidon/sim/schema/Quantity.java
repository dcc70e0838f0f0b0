package io.guidon.sim.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Amounts of resources in the form in which the API server writes them (apimachinery,
 * api/resource): no fraction, and the largest unit for which that holds.
 */
final class Quantity {

  private static final Pattern FORM =
      Pattern.compile("([+-]?[0-9]*\\.?[0-9]+)\\.?(|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)");
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> DECIMAL = List.of("m", "", "k", "M", "G", "T", "P", "E");
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final BigDecimal KILO = BigDecimal.valueOf(1000);

  private Quantity() {}

  /** {@code 1000m} becomes {@code 1}. What is no quantity, or finer than thousandths, stays. */
  static String canonical(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return text;
    }
    var number = new BigDecimal(matcher.group(1));
    var unit = matcher.group(2);
    if (unit.endsWith("i")) {
      var amount = number.multiply(KIBI.pow(BINARY.indexOf(unit)));
      return whole(amount)
          .map(units -> largest(units, BINARY, KIBI))
          .orElseGet(() -> decimal(amount).orElse(text));
    }
    return decimal(number.multiply(power(DECIMAL.indexOf(unit) - 1))).orElse(text);
  }

  private static Optional<String> decimal(BigDecimal amount) {
    return whole(amount.multiply(KILO)).map(thousandths -> largest(thousandths, DECIMAL, KILO));
  }

  private static BigDecimal power(int exponent) {
    return exponent < 0 ? BigDecimal.ONE.movePointLeft(3) : KILO.pow(exponent);
  }

  private static Optional<BigInteger> whole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        ? Optional.of(number.toBigInteger())
        : Optional.empty();
  }

  private static String largest(BigInteger amount, List<String> units, BigDecimal step) {
    if (amount.signum() == 0) {
      return "0";
    }
    var left = amount;
    int unit = 0;
    for (var parts = left.divideAndRemainder(step.toBigInteger());
        parts[1].signum() == 0 && unit < units.size() - 1;
        parts = left.divideAndRemainder(step.toBigInteger())) {
      left = parts[0];
      unit++;
    }
    return left + units.get(unit);
  }
}
