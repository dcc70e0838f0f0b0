package io.guidon.sim.prometheus;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Reads all targets into the samples. Whoever assembles the world calls {@link #scrape} at each
 * interval; time is what it says. Labels are taken as they come: targets of the same metric need
 * one that tells them apart, such as {@code pod}.
 */
public final class Scraper {
  private final Samples samples;
  private final List<Target> targets = new CopyOnWriteArrayList<>();
  private Set<Labels> seen = Set.of();

  public Scraper(Samples samples) {
    this.samples = samples;
  }

  public void add(Target target) {
    targets.add(target);
  }

  /** Its series end with the next scrape. */
  public void remove(Target target) {
    targets.remove(target);
  }

  /**
   * Adds one point to each series that a target shows now. A series that was there the last time
   * and is not any more is marked stale, so that queries do not see it for 5 minutes longer.
   *
   * @throws IllegalStateException if two targets show the same series; then nothing is added
   */
  public synchronized void scrape(Instant now) {
    long at = now.toEpochMilli();
    var found = read();
    found.forEach((labels, value) -> samples.add(labels, new Point(at, value)));
    for (var labels : seen) {
      if (!found.containsKey(labels)) {
        samples.add(labels, Point.stale(at));
      }
    }
    seen = found.keySet();
    samples.forget(now);
  }

  private Map<Labels, Double> read() {
    var found = new LinkedHashMap<Labels, Double>();
    for (var target : targets) {
      target
          .scrape()
          .forEach(sample -> {
            var labels = Labels.of(sample);
            if (found.putIfAbsent(labels, sample.value()) != null) {
              throw new IllegalStateException(
                  "scraped the series "
                      + labels
                      + " twice, expected each once: give the targets a label that tells them"
                      + " apart");
            }
          });
    }
    return found;
  }
}
