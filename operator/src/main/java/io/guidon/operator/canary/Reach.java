package io.guidon.operator.canary;

import io.guidon.core.notification.GuidonText;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.References;
import io.guidon.core.rollout.Settings;
import io.guidon.operator.cluster.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether every kind that a Canary needs can be seen. An object of a kind that cannot be seen is
 * not one that is missing: nothing may be concluded from its absence (design.md R16).
 */
final class Reach {
  private final Cluster cluster;
  private final Settings settings;

  Reach(Cluster cluster, Settings settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  /** What a look at the kinds comes to. */
  sealed interface Sight {
    record Full() implements Sight {}

    /** The first lists are under way. */
    record Starting() implements Sight {}

    /** One sentence for each kind that cannot be seen. */
    record Blocked(List<String> why) implements Sight {}
  }

  private record Needed(String apiVersion, String kind) {}

  Sight of(Canary canary) {
    return of(canary, kind -> Optional.of(GuidonText.kindMissing(kind.apiVersion(), kind.kind())));
  }

  /**
   * The same for one that is being deleted: of a kind that is not installed there is nothing to
   * hand back.
   */
  Sight ofDeleted(Canary canary) {
    return of(canary, _ -> Optional.empty());
  }

  private Sight of(Canary canary, Function<Needed, Optional<String>> missing) {
    var starting = false;
    var why = new TreeSet<String>();
    for (var needed : needed(canary)) {
      switch (cluster.kind(needed.apiVersion(), needed.kind())) {
        case READY -> {}
        case STARTING -> starting = true;
        case MISSING -> missing.apply(needed).ifPresent(why::add);
        case UNANSWERED -> why.add(GuidonText.kindUnanswered(needed.apiVersion(), needed.kind()));
        case FORBIDDEN -> why.add(GuidonText.kindForbidden(needed.apiVersion(), needed.kind()));
      }
    }
    if (!why.isEmpty()) {
      return new Sight.Blocked(List.copyOf(why));
    }
    return starting ? new Sight.Starting() : new Sight.Full();
  }

  private List<Needed> needed(Canary canary) {
    var objects = References.of(canary, settings).stream();
    var revisions = new ObjectRef("apps/v1", "ControllerRevision", canary.namespace(), "");
    return Stream.concat(objects, Stream.of(revisions))
        .map(ref -> new Needed(ref.apiVersion(), ref.kind()))
        .distinct()
        .toList();
  }
}
