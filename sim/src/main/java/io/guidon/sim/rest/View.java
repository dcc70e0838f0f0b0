package io.guidon.sim.rest;

import java.util.Locale;

/** In which form a client wants to see objects, from its {@code Accept} header. */
enum View {
  /** As they are. */
  OBJECT,
  /** Their metadata only. */
  METADATA,
  /** Rows of a table, for people. */
  TABLE;

  /** The first form of the header that can be had. */
  static View of(Call call) {
    for (String accepted : call.accepted()) {
      var type = accepted.toLowerCase(Locale.ROOT);
      if (type.contains("as=table")) {
        return TABLE;
      }
      if (type.contains("as=partialobjectmetadata")) {
        return METADATA;
      }
      if (isPlain(type)) {
        return OBJECT;
      }
    }
    throw Refusal.notAcceptable();
  }

  private static boolean isPlain(String type) {
    return type.isEmpty()
        || type.startsWith("*/*")
        || type.startsWith("application/*")
        || (type.startsWith("application/json") && !type.contains("as="))
        || type.startsWith("application/yaml");
  }
}
