package io.guidon.core.resource;

import java.util.Optional;

/**
 * How requests are rewritten.
 *
 * @param uri the new path, or the new prefix of it
 * @param authority the new host
 * @param type the type of a path rewrite of the Gateway API, as given
 */
public record Rewrite(Optional<String> uri, Optional<String> authority, Optional<String> type) {
  private static final String REPLACE_PREFIX_MATCH = "ReplacePrefixMatch";

  /** Whether {@link #uri} replaces the matched prefix; every other type replaces the full path. */
  public boolean replacesPrefix() {
    return type.filter(REPLACE_PREFIX_MATCH::equals).isPresent();
  }

  static Rewrite read(Field rewrite) {
    return new Rewrite(
        rewrite.at("uri").optionalText(),
        rewrite.at("authority").optionalText(),
        rewrite.at("type").optionalText());
  }
}
