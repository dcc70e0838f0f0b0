package io.guidon.core.workload;

import static io.guidon.core.workload.Trees.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** spec/workloads.md §4. */
class SelectorTest {
  private static final List<String> CANDIDATES = List.of("app", "name", "app.kubernetes.io/name");

  @Test
  void isTheFirstCandidateNotTheFirstLabel() {
    var target = yaml("{spec: {selector: {matchLabels: {name: a, x: y, app: b}}}}");

    assertThat(Selector.of(target, CANDIDATES)).isEqualTo(new Selector.Found("app", "b"));
    assertThat(Selector.of(target, List.of("x", "app"))).isEqualTo(new Selector.Found("x", "y"));
  }

  @Test
  void selectsByLabelValue() {
    var selector = new Selector.Found("app", "web");

    assertThat(selector.canary()).isEqualTo(yaml("{app: web}"));
    assertThat(selector.primary()).isEqualTo(yaml("{app: web-primary}"));
  }

  @Test
  void saysInFlaggersWordsThatNoCandidateIsThere() {
    var target =
        yaml(
            "{kind: Deployment, metadata: {name: podinfo, namespace: test},"
                + " spec: {selector: {matchLabels: {tier: web},"
                + " matchExpressions: [{key: app, operator: Exists}]}}}");

    assertThat(Selector.of(target, CANDIDATES))
        .isEqualTo(
            new Selector.Missing(
                "deployment podinfo.test spec.selector.matchLabels must contain one of"
                    + " [app name app.kubernetes.io/name]"));
  }
}
