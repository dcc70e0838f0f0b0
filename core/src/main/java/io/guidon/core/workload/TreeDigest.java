package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * 16 hex digits in the place of a tree, for whoever only wants to know whether another one is the
 * same: the beginning of the SHA-256 of its text. A tree takes ten times the memory of its text.
 */
public final class TreeDigest {
  private static final int BYTES = 8;

  private TreeDigest() {}

  /** The same for all trees that mean the same to the API server. */
  public static String of(JsonNode tree) {
    return exactly(CanonicalJson.of(tree));
  }

  /** The same for trees that are written in the same way, such as those that we render. */
  public static String exactly(JsonNode tree) {
    return hex(tree.toString());
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
