package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Our own name for the content of a pod template: it depends on what the API server stores and on
 * nothing else, unlike {@link RevisionHash}, which depends on a list of Go types (design.md R10).
 */
public final class TemplateFingerprint {
  private static final int BYTES = 8;

  private TemplateFingerprint() {}

  /** 16 hex digits: the beginning of the SHA-256 of the canonical JSON. */
  public static String of(JsonNode podTemplate) {
    return hex(CanonicalJson.of(podTemplate).toString());
  }

  static String hex(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
