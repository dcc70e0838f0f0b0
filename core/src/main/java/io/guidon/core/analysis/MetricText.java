package io.guidon.core.analysis;

/**
 * The words in which one check is reported: Flagger's (spec/metrics.md §6, spec/rollout.md §8). The
 * texts differ by where the query comes from.
 */
sealed interface MetricText {

  /** The name of the metric. */
  String metric();

  /** The value is out of range; {@code violation} such as {@code 10ms < 50ms}. */
  String outOfRange(String violation);

  /** The provider has nothing to say. */
  String noValues(String why);

  /** The question was not answered. */
  String failed(Measurement.Failure failure);

  /** The beginning of all texts about values out of range. */
  private static String halt(String canaryKey, String what) {
    return "Halt " + canaryKey + " advancement " + what + " ";
  }

  /**
   * A built-in check.
   *
   * @param provider as in {@link BuiltInQueries#provider}
   * @param targetKey name and namespace of the target
   * @param server address of the Prometheus
   */
  record BuiltIn(String metric, String canaryKey, String targetKey, String provider, String server)
      implements MetricText {

    @Override
    public String outOfRange(String violation) {
      var what = isDuration() ? "request duration" : "success rate";
      return halt(canaryKey, what) + violation;
    }

    @Override
    public String noValues(String why) {
      var text =
          "Halt advancement no values found for %s metric %s probably %s is not receiving traffic"
              .formatted(provider, metric, targetKey);
      // Flagger tells the reason for the success rate only.
      return isDuration() ? text : text + ": " + why;
    }

    @Override
    public String failed(Measurement.Failure failure) {
      return switch (failure.cause()) {
        case QUERY, SECRET -> "Prometheus query failed: " + failure.reason();
        case PROVIDER -> noClient(server, failure.reason());
      };
    }

    private boolean isDuration() {
      return metric.equals(BuiltInQueries.DURATION);
    }
  }

  /** An inline query. */
  record Inline(String metric, String canaryKey, String server) implements MetricText {

    @Override
    public String outOfRange(String violation) {
      return halt(canaryKey, metric) + violation;
    }

    @Override
    public String noValues(String why) {
      return "Halt advancement no values found for metric: " + metric;
    }

    @Override
    public String failed(Measurement.Failure failure) {
      return switch (failure.cause()) {
        case QUERY, SECRET -> notRendered(failure.reason());
        case PROVIDER -> noClient(server, failure.reason());
      };
    }

    String notRendered(String why) {
      return "Prometheus query failed for " + metric + ": " + why;
    }
  }

  /**
   * A template metric.
   *
   * @param template name and namespace of the MetricTemplate
   * @param type of its provider, as given
   * @param secret the name of the Secret with the credentials, empty if there is none
   */
  record Template(String metric, String canaryKey, String template, String type, String secret)
      implements MetricText {

    @Override
    public String outOfRange(String violation) {
      return halt(canaryKey, metric) + violation;
    }

    @Override
    public String noValues(String why) {
      return "Halt advancement no values found for custom metric: " + metric + ": " + why;
    }

    @Override
    public String failed(Measurement.Failure failure) {
      return switch (failure.cause()) {
        case QUERY -> "Metric query failed for " + metric + ": " + failure.reason();
        case SECRET -> "Metric template " + secretError(template, secret, failure.reason());
        case PROVIDER -> "Metric template " + providerError(template, type, failure.reason());
      };
    }

    String notRendered(String why) {
      return "Metric template " + template + " query render error: " + why;
    }
  }

  static String noTemplate(String template, String error) {
    return template + " error: " + error;
  }

  static String secretError(String template, String secret, String error) {
    return template + " secret " + secret + " error: " + error;
  }

  static String providerError(String template, String type, String error) {
    return template + " provider " + type + " error: " + error;
  }

  static String noClient(String server, String error) {
    return "Error building Prometheus client for " + server + " " + error;
  }

  static String noSource() {
    return "Metric query failed for no usable metrics template and query were configured";
  }

  static String notFound(String template) {
    return "metrictemplate.flagger.app \"" + template + "\" not found";
  }

  /** Not in Flagger: it knows all providers. */
  static String noObserver(String metric, String provider) {
    return "Metric query failed for "
        + metric
        + ": this built-in check does not exist for provider "
        + provider
        + " yet, use a MetricTemplate instead";
  }
}
