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

  // One of each for all kinds: to make one takes longer than to use it.
  private static final Deflater DEFLATER = new Deflater(Deflater.BEST_SPEED, true);
  private static final Inflater INFLATER = new Inflater(true);

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
      try {
        return Json.parse(inflated());
      } catch (DataFormatException | IOException impossible) {
        throw new IllegalStateException("what was packed can be read", impossible);
      }
    }

    private byte[] inflated() throws DataFormatException {
      var text = new byte[length];
      synchronized (INFLATER) {
        INFLATER.reset();
        INFLATER.setDictionary(dictionary);
        INFLATER.setInput(bytes);
        if (INFLATER.inflate(text) != length) {
          throw new IllegalStateException("what was packed has become shorter");
        }
      }
      return text;
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
    // Random bytes grow by some parts in a thousand.
    var bytes = new byte[text.length + text.length / 100 + 64];
    synchronized (DEFLATER) {
      DEFLATER.reset();
      DEFLATER.setDictionary(dictionary);
      DEFLATER.setInput(text);
      DEFLATER.finish();
      int length = DEFLATER.deflate(bytes);
      if (!DEFLATER.finished()) {
        throw new IllegalStateException("packing has made " + text.length + " bytes much more");
      }
      return Arrays.copyOf(bytes, length);
    }
  }
}
