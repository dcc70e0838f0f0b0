package io.guidon.core.resource;

import java.util.OptionalDouble;

/** The values that a metric may have, both ends included; a side without a limit is open. */
public record ThresholdRange(OptionalDouble min, OptionalDouble max) {
  static ThresholdRange read(Field range) {
    return new ThresholdRange(range.at("min").optionalNumber(), range.at("max").optionalNumber());
  }
}
