package io.guidon.core.analysis;

import io.guidon.core.resource.*;
import java.util.*;
import java.util.function.*;

public final class MetricChecks {
  private MetricChecks() {}

  public sealed interface Availability {
    record Broken(String error) implements Availability {}

    record Ask(MetricQuery query) implements Availability {
      public Optional<String> judge(Measurement m) {
        return Optional.empty();
      }
    }
  }

  public record Settings(String server, String provider) {}

  public static List<MetricCheck> of(
      Canary c, Settings s, BiFunction<String, String, Optional<MetricTemplate>> t) {
    return List.of();
  }

  public static List<Availability> availability(
      Canary c, Settings s, BiFunction<String, String, Optional<MetricTemplate>> t) {
    return List.of();
  }
}
