package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Canaries that are small but complete, and what came out of reading them. */
final class Manifests {
  private Manifests() {}

  /** A Canary with the given lines inside {@code spec.analysis}. */
  static JsonNode withAnalysis(String lines) {
    return Yaml.object(
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: podinfo, namespace: test}
        spec:
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
          service: {port: 9898}
          analysis:
        """
            + lines.indent(4));
  }

  /** A Canary with the given lines inside {@code spec.service}. */
  static JsonNode withService(String lines) {
    return Yaml.object(
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: podinfo, namespace: test}
        spec:
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: podinfo}
          analysis: {interval: 1m, threshold: 5, stepWeight: 10}
          service:
        """
            + lines.indent(4));
  }

  /** A Canary with the given lines inside {@code spec}, beside the analysis. */
  static JsonNode withSpec(String lines) {
    return Yaml.object(
        """
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: {name: podinfo, namespace: test}
        spec:
          analysis: {interval: 1m, threshold: 5, stepWeight: 10}
        """
            + lines.indent(2));
  }

  static <T> T ok(Parsed<T> parsed) {
    return switch (parsed) {
      case Parsed.Ok<T>(T value) -> value;
      case Parsed.Invalid<T>(List<Problem> problems) ->
          throw new AssertionError("not valid: " + texts(problems));
    };
  }

  static List<String> problemsOf(Parsed<?> parsed) {
    return switch (parsed) {
      case Parsed.Ok<?> ok -> throw new AssertionError("valid: " + ok);
      case Parsed.Invalid<?>(List<Problem> problems) -> texts(problems);
    };
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::text).toList();
  }
}
