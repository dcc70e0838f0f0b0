package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Where alerts are sent (spec/crds.md §4).
 *
 * @param type the name of an alert provider
 * @param address URL of the hook; without one, and without a Secret, nothing is sent
 * @param proxy URL of an HTTP proxy
 * @param secretName of a Secret in the namespace of this object, whose {@code address} replaces the
 *     one given here
 */
public record AlertProvider(
    Metadata metadata,
    String type,
    String channel,
    String username,
    Optional<String> address,
    Optional<String> proxy,
    Optional<String> secretName) {

  /** Reads an AlertProvider; never throws. */
  public static Parsed<AlertProvider> parse(JsonNode tree) {
    return Field.parse(
        tree,
        provider -> {
          Metadata metadata = Metadata.read(provider, tree);
          return provider.at("spec").object(spec -> read(metadata, spec));
        });
  }

  private static AlertProvider read(Metadata metadata, Field spec) {
    Field address = spec.at("address");
    if (!address.isGiven() && !spec.at("secretRef").isGiven()) {
      address.expected("a text, unless secretRef is given");
    }
    return new AlertProvider(
        metadata,
        spec.at("type").text(),
        spec.at("channel").optionalText().orElse("general"),
        spec.at("username").optionalText().orElse("flagger"),
        address.optionalText(),
        spec.at("proxy").optionalText(),
        spec.at("secretRef").optionalObject(ref -> ref.at("name").text()));
  }
}
