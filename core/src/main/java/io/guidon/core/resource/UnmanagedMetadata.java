package io.guidon.core.resource;

import java.util.List;

/** Keys on the generated Services that others may add and change. */
public record UnmanagedMetadata(List<String> annotations, List<String> labels) {
  public UnmanagedMetadata {
    annotations = List.copyOf(annotations);
    labels = List.copyOf(labels);
  }

  static UnmanagedMetadata read(Field keys) {
    return new UnmanagedMetadata(keys.at("annotations").texts(), keys.at("labels").texts());
  }
}
