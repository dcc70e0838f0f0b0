package io.guidon.sim.store;

import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.store.StoreSettings.Presence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which kinds one store serves: those that CRDs define, the built-in ones, and assumed ones. */
final class Catalog {

  private final Presence presence;
  private final Map<String, Kind> defined = new LinkedHashMap<>();

  /** Kinds that nothing is known of but that somebody asked for. */
  private final Map<String, Kind> guessed = new HashMap<>();

  private final Set<String> absent = new HashSet<>();

  Catalog(Presence presence) {
    this.presence = presence;
  }

  /** The kind of these objects; empty if it is not served in this version. */
  Optional<Kind> find(String apiVersion, String name) {
    String key = Kind.groupOf(apiVersion) + "/" + name;
    Kind custom = defined.get(key);
    if (custom != null) {
      return Optional.of(custom).filter(kind -> servesVersion(kind, apiVersion));
    }
    var builtIn = Kinds.builtIn(Kind.groupOf(apiVersion), name);
    if (presence == Presence.REQUIRED) {
      return builtIn.filter(kind -> servesVersion(kind, apiVersion));
    }
    Kind kind =
        builtIn.orElseGet(
            () -> guessed.computeIfAbsent(key, unknown -> Kinds.of(apiVersion, name)));
    return absent.contains(kind.storedAs()) ? Optional.empty() : Optional.of(kind);
  }

  /** The kind of an object that is asked for. */
  Kind need(ObjectRef ref) {
    return find(ref.apiVersion(), ref.kind()).orElseThrow(NotAccepted::noSuchKind);
  }

  /** Everything that is served, built-in kinds first. */
  List<ResourceType> types() {
    var served = new LinkedHashMap<String, ResourceType>();
    var assumed = presence == Presence.ASSUMED ? Kinds.assumed() : List.<Kind>of();
    Stream.of(Kinds.builtIn(), assumed, guessed.values(), defined.values())
        .flatMap(kinds -> List.copyOf(kinds).stream())
        .filter(kind -> !absent.contains(kind.storedAs()))
        .forEach(kind -> served.put(kind.resource(), kind.type()));
    return new ArrayList<>(served.values());
  }

  /** A defined kind whose resource or kind has a name of {@code other}'s, but is not it. */
  Optional<Kind> rival(Kind other) {
    return defined.values().stream()
        .filter(kind -> kind.group().equals(other.group()) && !kind.equals(other))
        .filter(kind -> kind.name().equals(other.name()))
        .findFirst();
  }

  /** From now on serves what a CRD defines. */
  void define(Kind kind) {
    absent.remove(kind.storedAs());
    defined.values().removeIf(kind::equals);
    defined.put(kind.group() + "/" + kind.name(), kind);
  }

  /** The defined kind whose CRD has this name. */
  Optional<Kind> defined(String definition) {
    return defined.values().stream().filter(kind -> kind.resource().equals(definition)).findFirst();
  }

  void install(Kind kind) {
    absent.remove(kind.storedAs());
  }

  void uninstall(Kind kind) {
    defined.values().removeIf(kind::equals);
    absent.add(kind.storedAs());
  }

  private static boolean servesVersion(Kind kind, String apiVersion) {
    return kind.type().version(apiVersion).filter(ResourceType.Version::served).isPresent();
  }
}
