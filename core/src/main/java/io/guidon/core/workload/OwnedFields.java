package io.guidon.core.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a live object that came with our last apply, as {@code metadata.managedFields}
 * lists them ({@code FieldsV1}: {@code f:} a member, {@code k:} an element by its keys, {@code v:}
 * an element of a set, {@code .} the thing itself).
 */
final class OwnedFields {
  /** The field manager of everything that we apply, but for replicas. */
  static final String MANAGER = "guidon";

  private static final ObjectMapper KEYS = new ObjectMapper();

  private OwnedFields() {}

  /**
   * One tree of field names per API version in which we applied; none where managed fields are not
   * kept.
   */
  static List<JsonNode> of(JsonNode live) {
    var ours = new ArrayList<JsonNode>();
    for (var entry : live.path("metadata").path("managedFields")) {
      if (entry.path("manager").asText().equals(MANAGER)
          && entry.path("operation").asText().equals("Apply")
          && !entry.has("subresource")) {
        ours.add(entry.path("fieldsV1"));
      }
    }
    return ours;
  }

  /**
   * Whether a configuration still has every one of these fields; one that it lacks would be removed
   * by an apply.
   */
  static boolean within(JsonNode fields, JsonNode configuration) {
    return fields.properties().stream()
        .filter(field -> !field.getKey().equals("."))
        .allMatch(field -> {
          var counterpart = counterpart(field.getKey(), configuration);
          return !counterpart.isMissingNode() && within(field.getValue(), counterpart);
        });
  }

  private static JsonNode counterpart(String field, JsonNode configuration) {
    var rest = field.substring(field.indexOf(':') + 1);
    return switch (field.charAt(0)) {
      case 'f' -> configuration.path(rest);
      case 'k' -> element(configuration, parsed(rest));
      case 'v' -> element(configuration, parsed(rest));
      default -> MissingNode.getInstance();
    };
  }

  private static JsonNode element(JsonNode list, JsonNode wanted) {
    for (var element : list) {
      var names = new ArrayList<String>();
      wanted.fieldNames().forEachRemaining(names::add);
      var same =
          wanted.isObject()
              ? MergeRules.sameElement(names, element, wanted)
              : CanonicalJson.same(element, wanted);
      if (same) {
        return element;
      }
    }
    return MissingNode.getInstance();
  }

  private static JsonNode parsed(String json) {
    try {
      return KEYS.readTree(json);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
