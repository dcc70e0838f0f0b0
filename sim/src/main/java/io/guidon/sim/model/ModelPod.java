package io.guidon.sim.model;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime.Scheduled;
import java.time.Instant;
import java.util.Map;

/**
 * A pod that lives. It is ready when its mode lets it be and its application answers; where nothing
 * runs in pods, the mode alone decides.
 */
final class ModelPod {

  private final String name;
  private final String address;
  private final String image;
  private final Map<String, String> labels;
  private final Map<String, Integer> ports;
  private final Instant made;
  private Pod.Readiness allowed = Pod.Readiness.NOT_READY;
  private ContainerState container = ContainerState.PLAYED;
  private Instant since;
  private Scheduled next = () -> {};

  ModelPod(ModelReplicaSet set, int number, Instant made) {
    this.name = set.name() + "-" + number;
    this.address = "10.244." + number / 250 + "." + (number % 250 + 1);
    this.image = set.image();
    this.labels = set.labels();
    this.ports = set.ports();
    this.made = made;
    this.since = made;
  }

  boolean isReady() {
    return mayBeReady() && container.answers();
  }

  /** What its mode says. */
  boolean mayBeReady() {
    return allowed == Pod.Readiness.READY;
  }

  String name() {
    return name;
  }

  String address() {
    return address;
  }

  Map<String, String> labels() {
    return labels;
  }

  Instant made() {
    return made;
  }

  ContainerState container() {
    return container;
  }

  String image() {
    return image;
  }

  Instant since() {
    return since;
  }

  /** The mode lets it be ready, or not. Returns whether that changed its readiness. */
  boolean become(Pod.Readiness now, Instant when) {
    boolean before = isReady();
    allowed = now;
    return changedSince(before, when);
  }

  /** What its kubelet sees of its container. Returns whether that changed its readiness. */
  boolean observe(ContainerState state, Instant when) {
    boolean before = isReady();
    container = state;
    return changedSince(before, when);
  }

  private boolean changedSince(boolean before, Instant when) {
    if (before == isReady()) {
      return false;
    }
    since = when;
    return true;
  }

  /** What it will do next by itself, instead of what was planned before. */
  void plan(Scheduled event) {
    next.cancel();
    next = event;
  }

  void end() {
    next.cancel();
  }

  Pod snapshot(ObjectRef deployment) {
    var readiness = isReady() ? Pod.Readiness.READY : Pod.Readiness.NOT_READY;
    return new Pod(name, deployment, labels, image, address, ports, readiness, since);
  }
}
