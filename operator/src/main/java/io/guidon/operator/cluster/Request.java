package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The request that carries out a write. */
record Request(String method, ApiClient.Target target, ApiClient.Content content) {
  private static final String MANAGER = Write.FieldManager.GUIDON.wireName();
  private static final String VERSION = "resourceVersion";

  /**
   * No object has it, as etcd's revisions begin above it; what does not exist yet is not compared
   * with it.
   */
  private static final String OF_NO_OBJECT = "1";

  static Request of(Kind kind, Write write) {
    var on = write.on();
    return switch (write) {
      case Write.Create(var object) ->
          new Request("POST", by(kind.collection(on), MANAGER), content(ApiClient.JSON, object));
      case Write.Apply(var configuration, var manager) ->
          new Request(
              "PATCH",
              new ApiClient.Target(
                  kind.path(on), Map.of("fieldManager", manager.wireName(), "force", "true")),
              content("application/apply-patch+yaml", fenced(configuration)));
      case Write.Patch(_, var merge) ->
          new Request(
              "PATCH", by(kind.path(on), MANAGER), content("application/merge-patch+json", merge));
      case Write.Status(_, var status, var version) ->
          new Request(
              "PUT",
              by(kind.path(on) + "/status", MANAGER),
              content(ApiClient.JSON, status(write, status, version)));
      case Write.Delete(_, var uid) ->
          new Request(
              "DELETE", ApiClient.Target.of(kind.path(on)), content(ApiClient.JSON, deletion(uid)));
    };
  }

  /**
   * Asks what would be stored. A JSON patch (RFC 6902), because a merge patch would keep what the
   * template no longer says, and an apply would take over its fields.
   */
  static Request dryRun(Kind kind, ObjectRef workload, JsonNode podTemplate) {
    var operations = JsonNodeFactory.instance.arrayNode();
    operations
        .addObject()
        .put("op", "replace")
        .put("path", "/spec/template")
        .set("value", podTemplate);
    return new Request(
        "PATCH",
        new ApiClient.Target(kind.path(workload), Map.of("fieldManager", MANAGER, "dryRun", "All")),
        new ApiClient.Content("application/json-patch+json", operations.toString()));
  }

  /** The same without effect. */
  Request rehearsed() {
    var query = new HashMap<>(target.query());
    query.put("dryRun", "All");
    return new Request(method, new ApiClient.Target(target.path(), query), content);
  }

  private static ApiClient.Target by(String path, String manager) {
    return new ApiClient.Target(path, Map.of("fieldManager", manager));
  }

  private static ApiClient.Content content(String type, ObjectNode body) {
    return new ApiClient.Content(type, Json.text(body));
  }

  private static ObjectNode fenced(ObjectNode configuration) {
    var version = Optional.ofNullable(configuration.path("metadata").get(VERSION));
    if (version.filter(text -> text.asText().isEmpty()).isEmpty()) {
      return configuration;
    }
    var fenced = configuration.deepCopy();
    fenced.withObject("/metadata").put(VERSION, OF_NO_OBJECT);
    return fenced;
  }

  /** The status subresource takes nothing but the status, so that nothing else has to be sent. */
  private static ObjectNode status(Write write, ObjectNode status, String version) {
    var body =
        Json.object().put("apiVersion", write.on().apiVersion()).put("kind", write.on().kind());
    body.putObject("metadata")
        .put("namespace", write.on().namespace())
        .put("name", write.on().name())
        .put(VERSION, version);
    body.set("status", status);
    return body;
  }

  private static ObjectNode deletion(String uid) {
    var options = Json.object().put("apiVersion", "v1").put("kind", "DeleteOptions");
    options.putObject("preconditions").put("uid", uid);
    return options.put("propagationPolicy", "Background");
  }
}
