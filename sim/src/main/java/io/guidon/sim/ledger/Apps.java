package io.guidon.sim.ledger;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Trees;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All apps that there ever was a Canary for; deleting the Canary does not end an app. */
final class Apps {

  private final Map<ObjectRef, App> byCanary = new LinkedHashMap<>();

  void onChange(Change change) {
    if (change.ref().kind().equals("Canary")) {
      byCanary.put(change.ref(), App.of(change.object()));
    }
  }

  void forget(ObjectRef canary) {
    byCanary.remove(canary);
  }

  Collection<App> all() {
    return List.copyOf(byCanary.values());
  }

  Optional<App> of(ObjectRef ref) {
    return byCanary.values().stream().filter(app -> app.has(ref)).findFirst();
  }

  /** The Canary that a changed object belongs to, by its owners or its name. */
  Optional<ObjectRef> canaryOf(Change change) {
    return Trees.objects(change.object(), "metadata", "ownerReferences").stream()
        .filter(owner -> Trees.text(owner, "kind").equals("Canary"))
        .map(owner ->
            new ObjectRef(
                Trees.text(owner, "apiVersion"),
                "Canary",
                change.ref().namespace(),
                Trees.text(owner, "name")))
        .findFirst()
        .or(() -> of(change.ref()).map(App::canary));
  }
}
