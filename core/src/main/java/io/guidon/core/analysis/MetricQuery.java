package io.guidon.core.analysis;

public record MetricQuery(String text) {}
