package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Keeps objects of one kind in a tenth of the memory of their JSON: each is compressed as what it
 * has other than the first one.
 */
final class Packing {
  private static final byte[] NOTHING = {};

  /** Further back than this the compression does not look. */
  private static final int LONGEST_DICTIONARY = 32 * 1024;

  private byte[] dictionary = NOTHING;

  /** An object, as compressed JSON. */
  static final class Packed {
    private final byte[] bytes;
    private final int length;
    private final byte[] dictionary;

    private Packed(byte[] bytes, int length, byte[] dictionary) {
      this.bytes = bytes;
      this.length = length;
      this.dictionary = dictionary;
    }

    /** How many bytes it takes. */
    int size() {
      return bytes.length;
    }

    /** A tree of the caller's own. */
    ObjectNode unpack() {
      var inflater = new Inflater(true);
      try {
        var text = new byte[length];
        inflater.setDictionary(dictionary);
        inflater.setInput(bytes);
        if (inflater.inflate(text) != length) {
          throw new IllegalStateException("what was packed has become shorter");
        }
        return Json.parse(text);
      } catch (DataFormatException | IOException impossible) {
        throw new IllegalStateException("what was packed can be read", impossible);
      } finally {
        inflater.end();
      }
    }
  }

  synchronized Packed pack(ObjectNode object) {
    var text = Json.text(object).getBytes(StandardCharsets.UTF_8);
    if (dictionary.length == 0) {
      dictionary =
          Arrays.copyOfRange(text, Math.max(0, text.length - LONGEST_DICTIONARY), text.length);
    }
    return new Packed(deflated(text), text.length, dictionary);
  }

  private byte[] deflated(byte[] text) {
    var deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setDictionary(dictionary);
      deflater.setInput(text);
      deflater.finish();
      // Random bytes grow by some parts in a thousand.
      var bytes = new byte[text.length + text.length / 100 + 64];
      int length = deflater.deflate(bytes);
      if (!deflater.finished()) {
        throw new IllegalStateException("packing has made " + text.length + " bytes much more");
      }
      return Arrays.copyOf(bytes, length);
    } finally {
      deflater.end();
    }
  }
}
