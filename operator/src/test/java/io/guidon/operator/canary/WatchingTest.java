package io.guidon.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.resource.Parsed;
import io.guidon.core.rollout.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchingTest {
  private static final Settings SETTINGS =
      new Settings(
          "gatewayapi:v1",
          "http://prometheus:9090",
          List.of("app"),
          List.of(),
          Settings.ConfigTracking.ON,
          Optional.empty());
  private static final ObjectRef SHOP =
      new ObjectRef("flagger.app/v1beta1", "Canary", "test", "shop");

  private final List<ObjectRef> looked = new ArrayList<>();
  private final Watching watching = new Watching(SETTINGS, looked::add);

  @Test
  void wakesThoseThatNeedAKindWhenItCanBeSeen() throws Exception {
    var tree = tree();
    watching.concerns(SHOP, ((Parsed.Ok<Canary>) Canary.parse(tree)).value(), tree);

    watching.kindChanged("autoscaling/v2", "HorizontalPodAutoscaler");
    assertThat(looked).isEmpty();

    watching.kindChanged("gateway.networking.k8s.io/v1", "HTTPRoute");
    assertThat(looked).containsExactly(SHOP);
  }

  @Test
  void remembersWhatItSaidAboutARoute() {
    var known = new Canaries().of(SHOP);

    assertThat(known.newRemarks(List.of("a", "b"))).containsExactly("a", "b");
    assertThat(known.newRemarks(List.of("a", "b"))).isEmpty();
    assertThat(known.newRemarks(List.of())).isEmpty();
    assertThat(known.newRemarks(List.of("b", "c"))).containsExactly("c");
  }

  private static JsonNode tree() throws Exception {
    return new YAMLMapper()
        .readTree(
            """
            apiVersion: flagger.app/v1beta1
            kind: Canary
            metadata: {name: shop, namespace: test, uid: u}
            spec:
              targetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
              service: {port: 80}
              analysis: {interval: 10s, threshold: 1, maxWeight: 50, stepWeight: 50}
            """);
  }
}
