package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** Names for objects that say only how theirs begins ({@code metadata.generateName}). */
final class GeneratedNames {

  /** Without vowels, so that no words come about, as the API server does. */
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  /** So that five letters more still make a label. */
  private static final int LONGEST_PREFIX = 58;

  private final Random random = new Random();

  /** The object itself if it has a name or cannot be given one. */
  ObjectNode named(ObjectNode object) {
    var prefix = Trees.text(object, "metadata", "generateName");
    if (prefix.isEmpty() || !Trees.text(object, "metadata", "name").isEmpty()) {
      return object;
    }
    var name = new StringBuilder(prefix.substring(0, Math.min(LONGEST_PREFIX, prefix.length())));
    for (int i = 0; i < 5; i++) {
      name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return Trees.with(object, copy -> Trees.need(copy, "metadata").put("name", name.toString()));
  }
}
