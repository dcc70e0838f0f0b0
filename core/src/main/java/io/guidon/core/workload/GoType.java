package io.guidon.core.workload;

import java.util.List;

/** A Go type as reflection sees it; element types are given by name (see {@link GoTypes}). */
sealed interface GoType {

  /** As printed in a dump, for example {@code *v1.Probe}. */
  String name();

  record Struct(String name, List<Field> fields) implements GoType {
    public Struct {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A field of a struct.
   *
   * @param json the name in JSON; empty for an embedded field, {@code -} for one that JSON does not
   *     reach
   */
  record Field(String name, String json, String type) {}

  record Pointer(String name, String element) implements GoType {}

  record Slice(String name, String element) implements GoType {}

  record Table(String name, String key, String element) implements GoType {}

  record Text(String name) implements GoType {}

  record Whole(String name) implements GoType {}

  record Flag(String name) implements GoType {}
}
