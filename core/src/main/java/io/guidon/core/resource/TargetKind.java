package io.guidon.core.resource;

/**
 * What a Canary controls; decided by kind and, for Services, by apiVersion (spec/workloads.md §1).
 */
public enum TargetKind implements WireNamed {
  DEPLOYMENT("Deployment"),
  DAEMON_SET("DaemonSet"),
  /** A Service of the core API, or any that is not Knative's. */
  SERVICE("Service"),
  KNATIVE_SERVICE("Service");

  private final String wireName;

  TargetKind(String wireName) {
    this.wireName = wireName;
  }

  /** The {@code kind} of such an object. */
  @Override
  public String wireName() {
    return wireName;
  }
}
