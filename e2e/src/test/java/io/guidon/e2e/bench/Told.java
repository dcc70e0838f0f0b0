package io.guidon.e2e.bench;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/** Passes on each object that is new or changed. */
record Told<T>(Consumer<T> listener) implements ResourceEventHandler<T> {
  @Override
  public void onAdd(T object) {
    listener.accept(object);
  }

  @Override
  public void onUpdate(T before, T object) {
    listener.accept(object);
  }

  @Override
  public void onDelete(T object, boolean isStateUnknown) {}
}
