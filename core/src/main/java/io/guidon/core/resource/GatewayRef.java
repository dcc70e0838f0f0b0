package io.guidon.core.resource;

import java.util.Optional;
import java.util.OptionalInt;

/** A parent of the generated HTTPRoute, by default a Gateway of the Gateway API. */
public record GatewayRef(
    String group,
    String kind,
    String name,
    Optional<String> namespace,
    Optional<String> sectionName,
    OptionalInt port) {

  static GatewayRef read(Field ref) {
    return new GatewayRef(
        ref.at("group").textOr("gateway.networking.k8s.io"),
        ref.at("kind").textOr("Gateway"),
        ref.at("name").text(),
        ref.at("namespace").optionalText(),
        ref.at("sectionName").optionalText(),
        ref.at("port").optionalInteger());
  }
}
