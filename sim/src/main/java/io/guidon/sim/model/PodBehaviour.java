package io.guidon.sim.model;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.model.Pod.Readiness;
import io.guidon.sim.model.PodChange.Cause;
import java.time.Duration;
import java.util.function.Consumer;

/** Makes pods ready and not ready, as their mode says. */
final class PodBehaviour {

  private final VirtualTime time;
  private final PodModes modes;
  private final Consumer<PodChange> changed;

  PodBehaviour(VirtualTime time, PodModes modes, Consumer<PodChange> changed) {
    this.time = time;
    this.modes = modes;
    this.changed = changed;
  }

  /** Lets the mode act on a pod that was just made. */
  void begin(ModelPod pod, ModelReplicaSet set, ObjectRef deployment) {
    act(new Life(pod, set, deployment, Cause.WRITTEN));
  }

  /** Lets a mode that was just changed act on a pod that lives. */
  void rethink(ModelPod pod, ModelReplicaSet set, ObjectRef deployment) {
    act(new Life(pod, set, deployment, Cause.ACCIDENT));
  }

  private void act(Life life) {
    life.pod().plan(() -> {});
    switch (modes.of(life.deployment().name(), life.pod().image())) {
      case PodMode.ReadyAfter(var delay) -> readyIn(delay, life, Integer.MAX_VALUE);
      case PodMode.NeverReady() -> become(Readiness.NOT_READY, life);
      case PodMode.ReadyUpTo(var count, var delay) -> {
        if (life.pod().isReady() && life.set().ready() > count) {
          become(Readiness.NOT_READY, life);
        } else {
          readyIn(delay, life, count);
        }
      }
      case PodMode.Flapping(var up, var down) -> {
        become(Readiness.NOT_READY, life);
        flap(life, up, down);
      }
    }
  }

  private void readyIn(Duration delay, Life life, int atMost) {
    if (!life.pod().mayBeReady()) {
      life.pod()
          .plan(
              time.after(
                  delay,
                  () -> {
                    if (life.set().ready() < atMost) {
                      become(Readiness.READY, life);
                    }
                  }));
    }
  }

  private void flap(Life life, Duration up, Duration down) {
    boolean ready = life.pod().mayBeReady();
    life.pod()
        .plan(
            time.after(
                ready ? up : down,
                () -> {
                  var ownAccord =
                      new Life(life.pod(), life.set(), life.deployment(), Cause.ACCIDENT);
                  become(ready ? Readiness.NOT_READY : Readiness.READY, ownAccord);
                  flap(ownAccord, up, down);
                }));
  }

  private void become(Readiness readiness, Life life) {
    if (life.pod().become(readiness, time.now())) {
      changed.accept(new PodChange(life.deployment(), life.cause()));
    }
  }

  private record Life(ModelPod pod, ModelReplicaSet set, ObjectRef deployment, Cause cause) {}
}
