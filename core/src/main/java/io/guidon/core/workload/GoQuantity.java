package io.guidon.core.workload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The internal fields of a Kubernetes quantity after it was read from JSON, as trees keyed by Go
 * field names: a small number as value and power of ten, a large or fine one as decimal with an
 * unlimited integer, and the text it was read from where that is certain to be the canonical one
 * (spec/workloads.md §10.2; established with k8s.io/api 0.36.1).
 */
final class GoQuantity {
  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?)(?=\\.|\\d)(\\d*)(?:\\.(\\d*))?([eE][+-]?\\d+|[KMGTPE]i|[numkMGTPE]?)");
  private static final Map<String, Integer> DECIMAL =
      Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
  private static final Map<String, Integer> BINARY =
      Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);

  /** No quantity is finer than this power of ten; finer ones are rounded up. */
  private static final int FINEST = -9;

  /** Numbers of up to so many decimal digits are kept as a small number. */
  private static final int SMALL_DIGITS = 18;

  private static final BigDecimal LARGEST_BINARY = new BigDecimal(Long.MAX_VALUE);

  /** Powers of ten beyond this are refused, so that a hostile text cannot cost memory. */
  private static final int MOST_EXPONENT = 400;

  private final boolean negative;
  private final String whole;
  private final String fraction;
  private final String suffix;
  private final String text;

  private GoQuantity(Matcher form, String text) {
    this.negative = form.group(1).equals("-");
    var digits = form.group(2).replaceFirst("^0+", "");
    this.whole = digits.isEmpty() ? "0" : digits;
    this.fraction = form.group(3) == null ? "" : form.group(3);
    this.suffix = form.group(4);
    this.text = text;
  }

  /** The fields of the quantity that {@code text} spells; empty if it is none. */
  static Optional<ObjectNode> fields(String text) {
    var trimmed = text.strip();
    if (trimmed.equals("0")) {
      return Optional.of(small(0, 0, "DecimalSI", trimmed));
    }
    var form = FORM.matcher(trimmed);
    return form.matches() ? new GoQuantity(form, trimmed).fields() : Optional.empty();
  }

  private Optional<ObjectNode> fields() {
    if (BINARY.containsKey(suffix)) {
      return Optional.of(binary(BINARY.get(suffix)));
    }
    if (DECIMAL.containsKey(suffix)) {
      return Optional.of(decimal(DECIMAL.get(suffix), "DecimalSI"));
    }
    var exponent = new BigInteger(suffix.substring(1));
    if (exponent.abs().compareTo(BigInteger.valueOf(MOST_EXPONENT)) > 0) {
      return Optional.empty();
    }
    return Optional.of(decimal(exponent.intValue(), "DecimalExponent"));
  }

  private ObjectNode decimal(int exponent, String format) {
    int scale = exponent - fraction.length();
    var digits = whole + fraction;
    if (digits.length() > SMALL_DIGITS || scale < FINEST) {
      return large(unscaled(digits).scaleByPowerOfTen(scale), format);
    }
    boolean canonical = scale % 3 == 0 && !digits.endsWith("000") && !digits.startsWith("0");
    long value = Long.parseLong(digits);
    return small(negative ? -value : value, scale, format, canonical ? text : "");
  }

  private ObjectNode binary(int exponent) {
    int spare = 15 - whole.length() - exponent * 3 / 10 - 1;
    if (!fraction.isEmpty() || spare < 0) {
      var factor = new BigDecimal(BigInteger.TWO.pow(exponent));
      var amount =
          unscaled(whole + fraction).multiply(factor).scaleByPowerOfTen(-fraction.length());
      return largeBinary(amount);
    }
    long number = Long.parseLong(whole);
    long value = number << exponent;
    boolean canonical = number % 8 != 0;
    return small(negative ? -value : value, 0, "BinarySI", canonical ? text : "");
  }

  private ObjectNode largeBinary(BigDecimal amount) {
    if (amount.compareTo(LARGEST_BINARY) > 0) {
      return large(LARGEST_BINARY, 0, "BinarySI");
    }
    var rounded = rounded(amount);
    var fractional = rounded.signum() > 0 && rounded.compareTo(BigDecimal.ONE) < 0;
    return large(rounded, rounded.scale(), fractional ? "DecimalSI" : "BinarySI");
  }

  private static BigDecimal unscaled(String digits) {
    return new BigDecimal(new BigInteger(digits));
  }

  private ObjectNode large(BigDecimal amount, String format) {
    var rounded = rounded(amount);
    return large(rounded, rounded.scale(), format);
  }

  private static BigDecimal rounded(BigDecimal amount) {
    return amount.signum() == 0 ? amount : amount.setScale(-FINEST, RoundingMode.UP);
  }

  private static ObjectNode small(long value, int scale, String format, String text) {
    var fields = JsonNodeFactory.instance.objectNode();
    fields.putObject("i").put("value", value).put("scale", scale);
    fields.put("s", text);
    fields.put("Format", format);
    return fields;
  }

  private ObjectNode large(BigDecimal amount, int scale, String format) {
    var fields = JsonNodeFactory.instance.objectNode();
    var decimal = fields.putObject("d").putObject("Dec").put("scale", scale);
    var integer = decimal.putObject("unscaled").put("neg", negative && amount.signum() != 0);
    if (amount.signum() != 0) {
      var words = integer.putArray("abs");
      var mask = BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
      for (var rest = amount.unscaledValue();
          rest.signum() != 0;
          rest = rest.shiftRight(Long.SIZE)) {
        words.add(rest.and(mask));
      }
    }
    fields.put("Format", format);
    return fields;
  }
}
