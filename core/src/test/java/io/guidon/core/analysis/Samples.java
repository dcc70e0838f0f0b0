package io.guidon.core.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.core.analysis.MetricChecks.Availability;
import io.guidon.core.analysis.MetricChecks.Settings;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.MetricTemplate;
import io.guidon.core.resource.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Canaries and templates for tests, from a few lines of YAML. */
final class Samples {
  static final Settings SETTINGS = new Settings("http://prometheus:9090", "kubernetes");

  private Samples() {}

  static JsonNode yaml(String text) {
    try {
      return new YAMLMapper().readTree(text);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /** The Canary {@code shop.test} of the Deployment {@code podinfo}, with these metrics. */
  static Canary canary(String... metrics) {
    return canaryWith("provider: gatewayapi:v1", metrics);
  }

  /** The same with one more line in {@code spec}. */
  static Canary canaryWith(String line, String... metrics) {
    var list = String.join("", Stream.of(metrics).map(metric -> "    - " + metric + "\n").toList());
    return ok(
        Canary.parse(
            yaml(
                """
                apiVersion: flagger.app/v1beta1
                kind: Canary
                metadata: {name: shop, namespace: test}
                spec:
                  %s
                  targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
                  service: {port: 9898, name: shop-svc}
                  analysis:
                    interval: 10s
                    threshold: 5
                    stepWeight: 10
                    metrics:
                """
                        .formatted(line)
                    + list.indent(0))));
  }

  /** The MetricTemplate {@code errors.test}. */
  static MetricTemplate template(String provider, String query) {
    var tree =
        yaml(
            """
            apiVersion: flagger.app/v1beta1
            kind: MetricTemplate
            metadata: {name: errors, namespace: test}
            spec:
              provider: %s
              query: none
            """
                .formatted(provider));
    ((ObjectNode) tree.path("spec")).put("query", query);
    return ok(MetricTemplate.parse(tree));
  }

  static BiFunction<String, String, Optional<Parsed<MetricTemplate>>> templates(
      MetricTemplate... templates) {
    return (namespace, name) ->
        Stream.of(templates)
            .filter(template -> template.metadata().name().equals(name))
            .filter(template -> template.metadata().namespace().equals(namespace))
            .findFirst()
            .map(Parsed.Ok::new);
  }

  static List<MetricCheck> checks(Canary canary, MetricTemplate... templates) {
    return MetricChecks.of(canary, SETTINGS, templates(templates));
  }

  /** The only check, which must be a question. */
  static MetricCheck.Ask ask(Canary canary, MetricTemplate... templates) {
    return (MetricCheck.Ask) only(checks(canary, templates));
  }

  /** The event of the only check, which must be broken. */
  static String broken(Canary canary, MetricTemplate... templates) {
    return ((MetricCheck.Broken) only(checks(canary, templates))).eventText();
  }

  static List<Availability> availability(Canary canary, MetricTemplate... templates) {
    return MetricChecks.availability(canary, SETTINGS, templates(templates));
  }

  private static <T> T only(List<T> list) {
    if (list.size() != 1) {
      throw new AssertionError("expected one element: " + list);
    }
    return list.getFirst();
  }

  private static <T> T ok(Parsed<T> parsed) {
    return switch (parsed) {
      case Parsed.Ok<T>(T value) -> value;
      case Parsed.Invalid<T>(var problems) -> throw new AssertionError(problems.toString());
    };
  }
}
