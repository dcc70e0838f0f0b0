package io.guidon.core.analysis.template;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** {@code len}, {@code index} and {@code slice}; texts are counted in bytes of UTF-8, as in Go. */
final class Indexing {

  private Indexing() {}

  static Value length(Value value) {
    return switch (value) {
      case Value.Text(String text) -> Value.whole(bytes(text).length);
      case Value.Mapping(var entries) -> Value.whole(entries.size());
      case Value.Nil _ -> throw new TemplateError("len of untyped nil");
      case Value.Whole _, Value.Real _, Value.Truth _ ->
          throw new TemplateError("len of type " + value.type());
    };
  }

  static Value index(Value indexed, List<Value> indexes) {
    if (indexed instanceof Value.Nil) {
      throw new TemplateError("index of untyped nil");
    }
    var value = indexed;
    for (var index : indexes) {
      value =
          switch (value) {
            case Value.Text(String text) -> octet(bytes(text), index);
            case Value.Mapping mapping -> entry(mapping, index);
            case Value.Nil _, Value.Whole _, Value.Real _, Value.Truth _ ->
                throw new TemplateError("can't index item of type " + value.type());
          };
    }
    return value;
  }

  private static Value octet(byte[] bytes, Value index) {
    var at = position(index, bytes.length);
    if (at == bytes.length) {
      throw new TemplateError("reflect: string index out of range");
    }
    return new Value.Whole(Byte.toUnsignedInt(bytes[at]), "uint8");
  }

  /** The entry of a key, the empty text where there is none. */
  private static Value entry(Value.Mapping mapping, Value key) {
    return switch (key) {
      case Value.Text(String text) -> Value.text(mapping.entries().getOrDefault(text, ""));
      case Value.Nil _ -> throw new TemplateError("value is nil; should be of type string");
      case Value.Whole _, Value.Real _, Value.Truth _, Value.Mapping _ ->
          throw new TemplateError("value has type " + key.type() + "; should be string");
    };
  }

  static Value slice(Value sliced, List<Value> indexes) {
    switch (sliced) {
      case Value.Text _ -> {}
      case Value.Nil _ -> throw new TemplateError("slice of untyped nil");
      case Value.Whole _, Value.Real _, Value.Truth _, Value.Mapping _ ->
          throw new TemplateError(
              indexes.size() > 3
                  ? "too many slice indexes: " + indexes.size()
                  : "can't slice item of type " + sliced.type());
    }
    if (indexes.size() > 3) {
      throw new TemplateError("too many slice indexes: " + indexes.size());
    }
    if (indexes.size() == 3) {
      throw new TemplateError("cannot 3-index slice a string");
    }
    var bytes = bytes(((Value.Text) sliced).text());
    var from = indexes.isEmpty() ? 0 : position(indexes.getFirst(), bytes.length);
    var to = indexes.size() < 2 ? bytes.length : position(indexes.getLast(), bytes.length);
    if (from > to) {
      throw new TemplateError("invalid slice index: " + from + " > " + to);
    }
    return Value.text(new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8));
  }

  private static int position(Value index, int length) {
    return switch (index) {
      case Value.Whole(long at, String _) -> {
        if (at < 0 || at > length) {
          throw new TemplateError("index out of range: " + at);
        }
        yield (int) at;
      }
      case Value.Nil _ -> throw new TemplateError("cannot index slice/array with nil");
      case Value.Text _, Value.Real _, Value.Truth _, Value.Mapping _ ->
          throw new TemplateError("cannot index slice/array with type " + index.type());
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
