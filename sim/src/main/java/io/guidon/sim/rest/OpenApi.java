package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ResourceType;
import io.guidon.sim.store.Trees;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The OpenAPI 3 documents, as far as {@code kubectl explain} reads them: custom resources as their
 * definitions describe them, the others in a few words.
 */
final class OpenApi {

  private final List<ResourceType> types;

  OpenApi(List<ResourceType> types) {
    this.types = List.copyOf(types);
  }

  /** {@code /openapi/v3}: where the documents are. */
  ObjectNode index() {
    var index = Trees.object();
    var paths = index.putObject("paths");
    for (var type : types) {
      for (var version : type.versions()) {
        var path = path(type, version);
        paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path);
      }
    }
    return index;
  }

  /** {@code /openapi/v3/apis/GROUP/VERSION} or {@code /openapi/v3/api/v1}. */
  ObjectNode document(String path) {
    var document = Trees.object().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", Discovery.VERSION);
    var paths = document.putObject("paths");
    var schemas = document.putObject("components").putObject("schemas");
    for (var type : types) {
      for (var version : type.versions()) {
        if (path(type, version).equals(path)) {
          add(paths, schemas, type, version);
        }
      }
    }
    if (paths.isEmpty()) {
      throw Refusal.noSuchPath();
    }
    return document;
  }

  /** {@code /openapi/v2}: everything in one document. */
  ObjectNode older() {
    var document = Trees.object().put("swagger", "2.0");
    document.putObject("info").put("title", "Kubernetes").put("version", Discovery.VERSION);
    var paths = document.putObject("paths");
    var definitions = document.putObject("definitions");
    for (var type : types) {
      type.versions().forEach(version -> add(paths, definitions, type, version));
    }
    return document;
  }

  private static void add(
      ObjectNode paths, ObjectNode schemas, ResourceType type, ResourceType.Version version) {
    var kind =
        Trees.object()
            .put("group", type.group())
            .put("kind", type.kind())
            .put("version", version.name());
    var places = new LinkedHashSet<String>();
    places.add("/" + path(type, version) + "/" + type.plural());
    if (type.isNamespaced()) {
      places.add("/" + path(type, version) + "/namespaces/{namespace}/" + type.plural());
    }
    for (String place : places) {
      var operations = paths.putObject(place);
      for (String method : List.of("get", "post")) {
        operations
            .putObject(method)
            .put("x-kubernetes-action", method.equals("get") ? "list" : method)
            .set("x-kubernetes-group-version-kind", kind);
      }
      // By this, kubectl finds out that it may leave the validation of fields to the server.
      var patch = paths.putObject(place + "/{name}").putObject("patch");
      patch.put("x-kubernetes-action", "patch").set("x-kubernetes-group-version-kind", kind);
      patch.putArray("parameters").addObject().put("name", "fieldValidation").put("in", "query");
    }
    var schema = schemaOf(type, version);
    schema.putArray("x-kubernetes-group-version-kind").add(kind);
    schemas.set(name(type, version), schema);
  }

  private static ObjectNode schemaOf(ResourceType type, ResourceType.Version version) {
    var schema =
        version
            .schema()
            .map(known -> (ObjectNode) known.tree().deepCopy())
            .orElseGet(() -> described(type));
    var properties = Trees.need(schema, "properties");
    common(properties, "apiVersion", "string", "The version of the API that the object is in.");
    common(properties, "kind", "string", "What kind of object it is.");
    common(properties, "metadata", "object", "Its name, labels, annotations and owners.");
    return schema;
  }

  private static void common(ObjectNode properties, String name, String type, String text) {
    var property = Trees.need(properties, name);
    property.put("type", type);
    if (!property.has("description")) {
      property.put("description", text);
    }
  }

  private static ObjectNode described(ResourceType type) {
    var schema = Trees.object().put("type", "object").put("description", "A " + type.kind() + ".");
    var properties = schema.putObject("properties");
    for (String part : List.of("spec", "status")) {
      properties
          .putObject(part)
          .put("type", "object")
          .put("x-kubernetes-preserve-unknown-fields", true)
          .put(
              "description",
              "See the reference of Kubernetes: this simulated API server knows no more of it.");
    }
    return schema;
  }

  /** {@code io.example.v1.Widget}. */
  private static String name(ResourceType type, ResourceType.Version version) {
    var parts = List.of((type.group().isEmpty() ? "core" : type.group()).split("\\.", -1));
    return String.join(".", parts.reversed()) + "." + version.name() + "." + type.kind();
  }

  private static String path(ResourceType type, ResourceType.Version version) {
    return type.group().isEmpty()
        ? "api/" + version.name()
        : "apis/" + type.group() + "/" + version.name();
  }
}
