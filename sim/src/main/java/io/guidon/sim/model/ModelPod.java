package io.guidon.sim.model;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime.Scheduled;
import java.time.Instant;
import java.util.Map;

/** A pod that lives. */
final class ModelPod {

  private final String name;
  private final String address;
  private final String image;
  private final Map<String, String> labels;
  private Pod.Readiness readiness = Pod.Readiness.NOT_READY;
  private Instant since;
  private Scheduled next = () -> {};

  ModelPod(String name, int number, String image, Map<String, String> labels, Instant made) {
    this.name = name;
    this.address = "10.244." + number / 250 + "." + (number % 250 + 1);
    this.image = image;
    this.labels = labels;
    this.since = made;
  }

  boolean isReady() {
    return readiness == Pod.Readiness.READY;
  }

  String image() {
    return image;
  }

  Instant since() {
    return since;
  }

  /** Returns whether that was a change. */
  boolean become(Pod.Readiness now, Instant when) {
    if (readiness == now) {
      return false;
    }
    readiness = now;
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
    return new Pod(name, deployment, labels, image, address, readiness, since);
  }
}
