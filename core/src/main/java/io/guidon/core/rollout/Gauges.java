package io.guidon.core.rollout;

import io.guidon.core.resource.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What dashboards show about one Canary (spec/operations.md §4).
 *
 * @param canaryWeight percent, as seen in effect; empty while it is not
 * @param readings last value by metric: percent, seconds for request-duration, else as it came
 * @param analyses how long the analyses took that ended since the last look
 */
public record Gauges(
    Phase phase, OptionalInt canaryWeight, Map<String, Double> readings, List<Duration> analyses) {}
