package io.guidon.e2e.prometheus;

import io.guidon.sim.prometheus.Metrics;
import io.guidon.sim.prometheus.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What was to be seen at each scrape of twelve minutes: the series of {@code series.txt}, which
 * grow at a pace of their own, and the {@link OddSeries}. The same each time.
 */
final class History {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration INTERVAL = Duration.ofSeconds(5);
  static final int SCRAPES = 145;
  static final double[] BOUNDS = {0.1, 0.25, 0.5, 1, 2.5, 10};

  private static final Pattern LINE = Pattern.compile("(counter|gauge|histogram) (\\w+)\\{(.*)}");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final int LATEST_MILLIS = 40;

  /** A series that shows itself, or nothing, at each scrape, in their order. */
  interface Shown extends Function<Instant, Stream<Sample>> {}

  private final List<Shown> shown = new ArrayList<>();
  private final Random late = new Random(1);

  History(String series) {
    series
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line ->
            expanded(line.group(3))
                .forEach(labels -> shown.add(of(line.group(1), line.group(2), labels))));
    shown.addAll(OddSeries.all());
  }

  /** When the scrapes were: most a little late, some exactly on time. */
  List<Instant> times() {
    return IntStream.range(0, SCRAPES)
        .mapToObj(number ->
            START
                .plus(INTERVAL.multipliedBy(number))
                .plusMillis(number % 4 == 0 ? 0 : late.nextInt(LATEST_MILLIS)))
        .toList();
  }

  List<Sample> at(Instant time) {
    return shown.stream().flatMap(each -> each.apply(time)).toList();
  }

  private static List<SortedMap<String, String>> expanded(String text) {
    List<SortedMap<String, String>> all = List.of(new TreeMap<>());
    var label = LABEL.matcher(text);
    while (label.find()) {
      var name = label.group(1);
      var values = label.group(2).split("\\|", -1);
      all =
          all.stream()
              .flatMap(before -> Stream.of(values).map(value -> with(before, name, value)))
              .toList();
    }
    return all;
  }

  static SortedMap<String, String> with(
      SortedMap<String, String> before, String name, String value) {
    var labels = new TreeMap<>(before);
    labels.put(name, value);
    return labels;
  }

  private static Shown of(String kind, String name, SortedMap<String, String> labels) {
    var chance = new Random((name + labels).hashCode());
    double pace = chance.nextDouble(0.5, 20);
    return switch (kind) {
      case "histogram" -> histogram(name, labels, chance, pace);
      case "counter" -> {
        var total = new double[1];
        yield time -> {
          total[0] += Math.floor(chance.nextDouble(2 * pace));
          return Stream.of(new Sample(name, labels, total[0]));
        };
      }
      default -> time -> Stream.of(new Sample(name, labels, chance.nextDouble(-1, 1) * pace));
    };
  }

  private static Shown histogram(
      String name, SortedMap<String, String> labels, Random chance, double pace) {
    var metrics = new Metrics();
    return time -> {
      var histogram = metrics.histogram(name, BOUNDS, labels);
      for (double observed = 0; observed < pace; observed++) {
        histogram.observe(-Math.log(1 - chance.nextDouble()) * pace / 10);
      }
      return metrics.scrape();
    };
  }
}
