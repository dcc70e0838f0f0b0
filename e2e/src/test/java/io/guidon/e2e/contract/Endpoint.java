package io.guidon.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.e2e.contract.Connection.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the objects of one kind are. Bodies are YAML; what they leave out of apiVersion, kind and
 * (where the path has it) name is filled in. Query parameters are written {@code name=value} and
 * need no escapes.
 */
final class Endpoint {

  private static final String JSON = "application/json";

  private final Connection connection;
  private final String path;
  private final String apiVersion;
  private final String kind;
  private final String below;
  private final String accept;

  Endpoint(Connection connection, String path, String apiVersion, String kind) {
    this(connection, path, apiVersion, kind, "", JSON);
  }

  private Endpoint(
      Connection connection,
      String path,
      String apiVersion,
      String kind,
      String below,
      String accept) {
    this.connection = connection;
    this.path = path;
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.below = below;
    this.accept = accept;
  }

  /** The path of the collection. */
  String path() {
    return path;
  }

  /** A subresource, such as status: of whatever object is named. */
  Endpoint sub(String name) {
    return name.equals("scale")
        ? new Endpoint(connection, path, "autoscaling/v1", "Scale", "/scale", accept)
        : new Endpoint(connection, path, apiVersion, kind, "/" + name, accept);
  }

  /** The same, answered in another form. */
  Endpoint accepting(String mediaType) {
    return new Endpoint(connection, path, apiVersion, kind, below, mediaType);
  }

  Answer create(String yaml, String... query) {
    var object = Trees.object(yaml);
    fillIn(object);
    return send("POST", path, JSON, object, query);
  }

  Answer get(String name, String... query) {
    return send("GET", of(name), JSON, "", query);
  }

  Answer list(String... query) {
    return send("GET", path, JSON, "", query);
  }

  Answer put(String name, String yaml, String... query) {
    return put(name, Trees.object(yaml), query);
  }

  Answer put(String name, ObjectNode object, String... query) {
    fillIn(object);
    fillIn(object.withObject("/metadata"), "name", name);
    return send("PUT", of(name), JSON, object, query);
  }

  Answer jsonPatch(String name, String yaml, String... query) {
    return patch("json-patch", name, Trees.tree(yaml), query);
  }

  Answer mergePatch(String name, String yaml, String... query) {
    return patch("merge-patch", name, Trees.tree(yaml), query);
  }

  Answer strategicPatch(String name, String yaml, String... query) {
    return patch("strategic-merge-patch", name, Trees.tree(yaml), query);
  }

  /** Server-side apply. */
  Answer apply(String name, String manager, String yaml, String... query) {
    var configuration = Trees.object(yaml);
    fillIn(configuration);
    fillIn(configuration.withObject("/metadata"), "name", name);
    var more = Arrays.copyOf(query, query.length + 1);
    more[query.length] = "fieldManager=" + manager;
    return send("PATCH", of(name), "application/apply-patch+yaml", configuration, more);
  }

  private Answer patch(String type, String name, JsonNode body, String... query) {
    return send("PATCH", of(name), "application/" + type + "+json", body, query);
  }

  Answer delete(String name, String... query) {
    return send("DELETE", of(name), JSON, "", query);
  }

  /** DELETE with a body of DeleteOptions. */
  Answer deleteWith(String name, String options) {
    return send("DELETE", of(name), JSON, Trees.tree(options));
  }

  Answer deleteAll(String... query) {
    return send("DELETE", path, JSON, "", query);
  }

  /** A watch that the server has accepted. */
  Watch watch(String... query) {
    var more = Arrays.copyOf(query, query.length + 1);
    more[query.length] = "watch=true";
    var request = new Request("GET", path + query(more), Map.of("Accept", accept), "");
    return Watch.of(connection.stream(request));
  }

  private Answer send(String method, String where, String type, Object body, String... query) {
    var headers = Map.of("Accept", accept, "Content-Type", type);
    return connection.send(new Request(method, where + query(query), headers, body.toString()));
  }

  private String of(String name) {
    return path + "/" + name + below;
  }

  private void fillIn(ObjectNode object) {
    fillIn(object, "apiVersion", apiVersion);
    fillIn(object, "kind", kind);
  }

  private static void fillIn(ObjectNode object, String field, String value) {
    if (!object.has(field)) {
      object.put(field, value);
    }
  }

  private static String query(String... parameters) {
    return Optional.of(
            Arrays.stream(parameters).map(Endpoint::escaped).collect(Collectors.joining("&")))
        .filter(joined -> !joined.isEmpty())
        .map(joined -> "?" + joined)
        .orElse("");
  }

  private static String escaped(String parameter) {
    var parts = parameter.split("=", 2);
    return parts[0] + "=" + URLEncoder.encode(parts[1], StandardCharsets.UTF_8);
  }
}
