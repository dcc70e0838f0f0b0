package io.guidon.e2e.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures beside Flagger's, and what they should be; a figure is never judged. */
final class Table {
  private final List<Row> rows = new ArrayList<>();

  private record Row(String what, String guidon, String target, String flagger) {
    String text() {
      return "%-66s %26s %10s %16s".formatted(what, guidon, target, flagger);
    }
  }

  void row(String what, String guidon, String target, String flagger) {
    rows.add(new Row(what, guidon, target, flagger));
  }

  /** A title, then one line per figure. */
  String text() {
    var lines = new ArrayList<String>();
    lines.add(new Row("", "Guidon", "target", "Flagger 1.44").text());
    rows.forEach(row -> lines.add(row.text()));
    return String.join("\n", lines);
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }

  static String mebibytes(double amount) {
    return String.format(Locale.ROOT, "%.0f MiB", amount);
  }

  static String number(double amount) {
    return String.format(Locale.ROOT, amount == Math.rint(amount) ? "%,.0f" : "%,.1f", amount);
  }
}
