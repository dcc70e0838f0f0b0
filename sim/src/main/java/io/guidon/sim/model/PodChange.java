package io.guidon.sim.model;

import io.guidon.core.resource.ObjectRef;
import java.util.Objects;

/** Pods of a Deployment came, went, or changed their readiness. */
public record PodChange(ObjectRef deployment, Cause cause) {

  public PodChange {
    Objects.requireNonNull(deployment);
    Objects.requireNonNull(cause);
  }

  /** Why. */
  public enum Cause {
    /** It follows from what somebody wrote to the Deployment. */
    WRITTEN,
    /** An accident that the test brought about. */
    ACCIDENT
  }
}
