package io.guidon.core.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Flagger sends it, byte for byte: compact, keys in the order of the tree, and what could
 * end a script element or a JavaScript string escaped (spec/webhooks.md §2). Receivers that sign or
 * compare bodies rely on it.
 */
public final class FlaggerJson {
  private static final ObjectWriter WRITER = new ObjectMapper().writer(new Escapes());

  private FlaggerJson() {}

  /** The tree as UTF-8. */
  public static byte[] bytes(JsonNode tree) {
    try {
      return WRITER.writeValueAsString(tree).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree that cannot be written as JSON", impossible);
    }
  }

  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int[] ASCII = ascii();

    @Override
    public int[] getEscapeCodesForAscii() {
      return ASCII.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return isEscaped(character)
          ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", character))
          : null;
    }

    private static int[] ascii() {
      var codes = CharacterEscapes.standardAsciiEscapesForJSON();
      for (int character = 0; character < codes.length; character++) {
        if (codes[character] == CharacterEscapes.ESCAPE_STANDARD || "<>&".indexOf(character) >= 0) {
          codes[character] = CharacterEscapes.ESCAPE_CUSTOM;
        }
      }
      return codes;
    }

    private static boolean isEscaped(int character) {
      return switch (character) {
        case '<', '>', '&', '\u2028', '\u2029' -> true;
        default -> character < ' ';
      };
    }
  }
}
