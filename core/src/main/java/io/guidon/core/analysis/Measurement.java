package io.guidon.core.analysis;

public sealed interface Measurement {
  record Value(double value) implements Measurement {}

  record NoData(String why) implements Measurement {}

  record Failure(String reason) implements Measurement {}
}
