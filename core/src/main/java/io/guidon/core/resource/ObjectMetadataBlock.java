package io.guidon.core.resource;

import java.util.Map;

/** Labels and annotations that generated objects get. */
public record ObjectMetadataBlock(Map<String, String> labels, Map<String, String> annotations) {
  public ObjectMetadataBlock {
    labels = SortedMaps.copyOf(labels);
    annotations = SortedMaps.copyOf(annotations);
  }

  static ObjectMetadataBlock read(Field block) {
    return new ObjectMetadataBlock(block.at("labels").textMap(), block.at("annotations").textMap());
  }
}
