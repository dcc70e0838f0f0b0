package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Our own name for the content of a pod template: it depends on what the API server stores and on
 * nothing else, unlike {@link RevisionHash}, which depends on a list of Go types (design.md R10).
 */
public final class TemplateFingerprint {
  private TemplateFingerprint() {}

  /** 16 hex digits: the beginning of the SHA-256 of the canonical JSON. */
  public static String of(JsonNode podTemplate) {
    return TreeDigest.of(podTemplate);
  }
}
