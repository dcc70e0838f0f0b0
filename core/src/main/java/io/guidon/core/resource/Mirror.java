package io.guidon.core.resource;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A backend that always gets a copy of each request, whatever the analysis mirrors (Gateway API
 * only). The group of the core API is empty.
 */
public record Mirror(
    String group, String kind, String name, Optional<String> namespace, OptionalInt port) {

  static Mirror read(Field mirror) {
    return mirror.at("backendRef").object(Mirror::backendRef);
  }

  private static Mirror backendRef(Field ref) {
    return new Mirror(
        ref.at("group").textOr(""),
        ref.at("kind").textOr("Service"),
        ref.at("name").text(),
        ref.at("namespace").optionalText(),
        ref.at("port").optionalInteger());
  }
}
