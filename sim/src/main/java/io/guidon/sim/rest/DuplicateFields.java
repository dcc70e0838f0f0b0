package io.guidon.sim.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Fields that a document has more than once, which a tree does not show any more. */
final class DuplicateFields {

  private DuplicateFields() {}

  /** Their paths, such as {@code data.x}; none of a document that is not JSON. */
  static List<String> of(byte[] document) {
    var seen = new HashSet<String>();
    var twice = new ArrayList<String>();
    try (var parser = new JsonFactory().createParser(document)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          var path = path(parser.getParsingContext());
          if (!seen.add(path)) {
            twice.add(path);
          }
        }
      }
    } catch (IOException noJson) {
      return List.of();
    }
    return twice;
  }

  private static String path(JsonStreamContext context) {
    var parent = context.getParent();
    var before = parent == null || parent.inRoot() ? "" : path(parent);
    if (context.inArray()) {
      return before + "[" + context.getCurrentIndex() + "]";
    }
    return before.isEmpty() ? context.getCurrentName() : before + "." + context.getCurrentName();
  }
}
