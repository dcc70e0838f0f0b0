package io.guidon.sim.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Yaml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HappeningsTest {

  private final ApiStore store = new ApiStore(VirtualTime.create());
  private final Happenings happenings = new Happenings(Tutorial.CANARY, Tutorial.ROUTE);

  HappeningsTest() {
    store.onChange(happenings::changed);
  }

  @Test
  void tellsPhasesWeightsAndEventsOfItsCanaryInOrder() {
    var user = store.client("test");
    user.create(
        Yaml.parse(
            """
            apiVersion: flagger.app/v1beta1
            kind: Canary
            metadata: {name: podinfo, namespace: test}
            spec: {targetRef: {name: podinfo}, analysis: {interval: 10s}}
            """));
    user.editStatus(Tutorial.CANARY, status -> status.put("phase", "Progressing"));
    user.create(route(90, 10));
    user.create(event("podinfo", "Advance podinfo.test canary weight 10"));
    user.create(event("other", "of another Canary"));
    user.editStatus(Tutorial.CANARY, status -> status.put("failedChecks", 1));

    assertThat(all())
        .containsExactly(
            new Happening.PhaseIs("Progressing"),
            new Happening.WeightIs(10),
            new Happening.Told("Normal", "Advance podinfo.test canary weight 10"));
  }

  @Test
  void tellsWhatTheOperatorExplains() {
    happenings.logged(
        Yaml.parse(
            """
            {"level": "debug", "caller": "canary/Reconciler.java:251", "msg": "the step lasts until 12:00:10", "canary": "podinfo.test"}
            """));
    happenings.logged(
        Yaml.parse(
            """
            {"level": "debug", "caller": "canary/Reconciler.java:251", "msg": "of another Canary", "canary": "other.test"}
            """));

    assertThat(all()).containsExactly(new Happening.WaitsFor("the step lasts until 12:00:10"));
  }

  private List<Happening> all() {
    var all = new ArrayList<Happening>();
    for (var next = happenings.next(Duration.ZERO);
        next.isPresent();
        next = happenings.next(Duration.ZERO)) {
      all.add(next.get());
    }
    return all;
  }

  private static ObjectNode route(int primary, int canary) {
    return Yaml.parse(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: podinfo, namespace: test}
        spec:
          rules:
            - backendRefs:
                - {name: podinfo-primary, port: 9898, weight: %d}
                - {name: podinfo-canary, port: 9898, weight: %d}
        """
            .formatted(primary, canary));
  }

  private static ObjectNode event(String about, String message) {
    return Yaml.parse(
        """
        apiVersion: v1
        kind: Event
        metadata: {name: %s.1, namespace: test}
        involvedObject: {kind: Canary, name: %s, namespace: test}
        type: Normal
        message: %s
        """
            .formatted(about, about, message));
  }
}
