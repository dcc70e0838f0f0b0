package io.guidon.operator.alert;

import io.guidon.core.notification.EventType;
import io.guidon.core.resource.ObjectRef;

/** Records Kubernetes events; {@code Cluster::event} in production. Returns at once. */
@FunctionalInterface
public interface EventRecorder {
  void event(ObjectRef about, EventType type, String message);
}
