package io.guidon.core.resource;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Unmodifiable copies in the order of the keys, so that whatever is rendered from them is always
 * the same.
 */
final class SortedMaps {
  private SortedMaps() {}

  static <V> Map<String, V> copyOf(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
