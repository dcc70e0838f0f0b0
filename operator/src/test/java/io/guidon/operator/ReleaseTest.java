package io.guidon.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.notification.EventType;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Endpoints;
import io.guidon.core.rollout.Write;
import io.guidon.operator.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReleaseTest {

  @Test
  void takesOnlyOurFinalizerOffAndLeavesOtherCanariesAlone() {
    var cluster = new CanariesOnly(Optional.empty());
    cluster.add("held", "other.example.org/hold", "finalizer.flagger.app");
    cluster.add("free");

    assertThat(new Release(cluster).run()).isZero();

    assertThat(cluster.patches)
        .singleElement()
        .satisfies(patch -> {
          assertThat(patch.on().name()).isEqualTo("held");
          assertThat(patch.merge().at("/metadata/finalizers").toString())
              .isEqualTo("[\"other.example.org/hold\"]");
          assertThat(patch.merge().at("/metadata/resourceVersion").asText()).isEqualTo("7");
        });
  }

  @Test
  void countsWhatIsRefused() {
    var cluster =
        new CanariesOnly(
            Optional.of(
                new Write.Outcome.Refused(Write.Refusal.FORBIDDEN, "canaries is forbidden")));
    cluster.add("held", "finalizer.flagger.app");

    assertThat(new Release(cluster).run()).isEqualTo(1);
  }

  private static final class CanariesOnly implements Cluster {
    private final Map<String, ObjectNode> canaries = new TreeMap<>();
    private final List<Write.Patch> patches = new ArrayList<>();
    private final Optional<Write.Outcome> answer;

    CanariesOnly(Optional<Write.Outcome> answer) {
      this.answer = answer;
    }

    void add(String name, String... finalizers) {
      var tree = JsonNodeFactory.instance.objectNode();
      tree.put("apiVersion", "flagger.app/v1beta1").put("kind", "Canary");
      var metadata = tree.putObject("metadata");
      metadata.put("name", name).put("namespace", "test").put("resourceVersion", "7");
      var list = metadata.putArray("finalizers");
      List.of(finalizers).forEach(list::add);
      canaries.put(name, tree);
    }

    @Override
    public Optional<ObjectNode> get(ObjectRef ref) {
      return Optional.ofNullable(canaries.get(ref.name()));
    }

    @Override
    public List<ObjectRef> list(String apiVersion, String kind) {
      return canaries.values().stream().map(ObjectRef::of).toList();
    }

    @Override
    public Live dryRun(ObjectRef workload, JsonNode podTemplate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Write.Outcome write(Write write) {
      patches.add((Write.Patch) write);
      return answer.orElseGet(() -> new Write.Outcome.Written(get(write.on())));
    }

    @Override
    public Write.Outcome rehearse(Write write) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Endpoints endpoints(String namespace, String service) {
      return new Endpoints.None();
    }

    @Override
    public KindState kind(String apiVersion, String kind) {
      return KindState.READY;
    }

    @Override
    public Live read(ObjectRef ref) {
      return new Live.Absent("not found");
    }

    @Override
    public void event(ObjectRef about, EventType type, String message) {}

    @Override
    public void onChange(Consumer<ObjectRef> listener) {}
  }
}
