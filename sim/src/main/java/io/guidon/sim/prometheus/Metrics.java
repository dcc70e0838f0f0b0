package io.guidon.sim.prometheus;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The counters, gauges and histograms of one target. For many threads. Asking twice for the same
 * name and labels gives the same counter; keep it where counting must be cheap.
 */
public final class Metrics implements Target {
  private final ConcurrentMap<String, Family> families = new ConcurrentHashMap<>();

  /** The counter of this name and these labels. */
  public Counter counter(String name, Map<String, String> labels) {
    return find(name, labels, Counter.class, Counter::new);
  }

  /** The gauge of this name and these labels. */
  public Gauge gauge(String name, Map<String, String> labels) {
    return find(name, labels, Gauge.class, Gauge::new);
  }

  /**
   * The histogram of this name and these labels. It is scraped as {@code <name>_bucket} with the
   * label {@code le}, {@code <name>_sum} and {@code <name>_count}.
   *
   * @param bounds upper bounds of the buckets, rising, without {@code +Inf}
   * @throws IllegalArgumentException if they do not rise, or differ from those it has
   */
  public Histogram histogram(String name, double[] bounds, Map<String, String> labels) {
    var found = find(name, labels, Histogram.class, () -> new Histogram(bounds));
    if (!found.has(bounds)) {
      throw new IllegalArgumentException(
          "the histogram " + name + labels + " has other bounds than " + Arrays.toString(bounds));
    }
    return found;
  }

  @Override
  public Stream<Sample> scrape() {
    return families().flatMap(Exposed::samples);
  }

  /** By name, with what the text exposition calls their type: counter, gauge, histogram. */
  Stream<Exposed> families() {
    return families.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry ->
            new Exposed(
                entry.getKey(),
                entry.getValue().type(),
                samples(entry.getKey(), entry.getValue())));
  }

  /** All series of one name. */
  record Exposed(String name, String type, Stream<Sample> samples) {}

  private <M> M find(String name, Map<String, String> labels, Class<M> type, Supplier<M> fresh) {
    var family = families.computeIfAbsent(name, key -> new Family(type));
    if (family.kind != type) {
      throw new IllegalArgumentException(
          name + " is a " + family.type() + ", not a " + type.getSimpleName());
    }
    return type.cast(family.members.computeIfAbsent(Map.copyOf(labels), key -> fresh.get()));
  }

  private static Stream<Sample> samples(String name, Family family) {
    return family.members.entrySet().stream()
        .flatMap(entry -> {
          var labels = new TreeMap<>(entry.getKey());
          return switch (entry.getValue()) {
            case Counter counter -> Stream.of(new Sample(name, labels, counter.value()));
            case Gauge gauge -> Stream.of(new Sample(name, labels, gauge.value()));
            case Histogram histogram -> histogram.samples(name, labels);
            case Object other -> throw new IllegalStateException("not a metric: " + other);
          };
        });
  }

  /** All that share one name, by their labels. */
  private static final class Family {
    private final Class<?> kind;
    private final ConcurrentMap<Map<String, String>, Object> members = new ConcurrentHashMap<>();

    Family(Class<?> kind) {
      this.kind = kind;
    }

    String type() {
      return kind.getSimpleName().toLowerCase(Locale.ROOT);
    }
  }
}
