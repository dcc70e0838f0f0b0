package io.guidon.sim.store;

import static io.guidon.sim.Manifests.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import io.guidon.sim.Manifests;
import io.guidon.sim.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WatchFeedTest {

  private final ApiStore store = new ApiStore(VirtualTime.create());
  private final ApiClient user = store.client("user");
  private final WatchFeed feed = store.watch("apps/v1", "Deployment");
  private final List<String> delivered = new ArrayList<>();

  @BeforeEach
  void listen() {
    feed.onDelivery(change -> delivered.add(Trees.text(change.object(), "spec", "replicas")));
    user.create(Manifests.deployment("podinfo", "web:1"));
    user.create(Manifests.service("podinfo", "podinfo"));
    user.scale(TARGET, 3);
    user.scale(TARGET, 4);
  }

  @Test
  void deliversTheChangesOfItsKindWhenItIsPumped() {
    assertThat(delivered).isEmpty();

    feed.deliver(1);
    assertThat(delivered).containsExactly("2");
    feed.deliver();

    assertThat(delivered).containsExactly("2", "3", "4");
    assertThat(feed.waiting()).isZero();
  }

  @Test
  void holdsEverythingBackWhileItIsPaused() {
    feed.pause();
    user.scale(TARGET, 5);
    feed.deliver();
    assertThat(delivered).isEmpty();

    feed.resume();
    feed.deliver();

    assertThat(delivered).containsExactly("2", "3", "4", "5");
  }

  @Test
  void losesChangesThatWaitAndChangesToCome() {
    feed.drop(4);
    user.scale(TARGET, 5);
    user.scale(TARGET, 6);

    feed.deliver();

    assertThat(delivered).containsExactly("6");
  }

  @Test
  void deliversInTheWrongOrder() {
    feed.reverse();

    feed.deliver();

    assertThat(delivered).containsExactly("4", "3", "2");
  }

  @Test
  void saysWhenSomethingWaits() {
    var arrivals = new ArrayList<Integer>();
    feed.onArrival(() -> arrivals.add(feed.waiting()));

    user.scale(TARGET, 5);
    feed.pause();
    user.scale(TARGET, 6);
    assertThat(arrivals).containsExactly(4);
    feed.resume();

    assertThat(arrivals).containsExactly(4, 5);
  }
}
