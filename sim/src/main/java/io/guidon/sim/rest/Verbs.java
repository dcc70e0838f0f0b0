package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.ApiVerbs;
import io.guidon.sim.store.Author;
import io.guidon.sim.store.DeleteOptions;
import io.guidon.sim.store.PatchType;
import io.guidon.sim.store.Reply;
import io.guidon.sim.store.ResourceType.Subresource;
import io.guidon.sim.store.Trees;
import io.guidon.sim.store.WriteOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What is done to what a path leads to. Only on the world's thread. */
final class Verbs {

  private static final String PATCHES =
      "application/json-patch+json, application/merge-patch+json, ";

  private final ApiVerbs verbs;
  private final Lists lists;
  private final Watches watches;
  private final PodLogs logs;
  private final InstantSource clock;

  Verbs(ApiStore store, Watches watches, PodLogs logs, InstantSource clock) {
    this.verbs = store.verbs();
    this.lists = new Lists(store);
    this.watches = watches;
    this.logs = logs;
    this.clock = clock;
  }

  Answer carryOut(Target target, Call call) {
    if (target.below().equals(Target.LOG)) {
      return log(target, call);
    }
    return target.isCollection() || call.isWatch()
        ? onCollection(target, call)
        : onObject(target, call);
  }

  private Answer onCollection(Target target, Call call) {
    return switch (call.method()) {
      case "GET" ->
          call.isWatch()
              ? new Answer.Stream(watches.open(target, call))
              : Answer.json(rendering(target, call).list(lists.list(target, call)));
      case "POST" -> {
        var object = Bodies.object(call, target);
        checkBody(object, target, "");
        yield answer(target, call, verbs.create(object, options(call)));
      }
      case "DELETE" -> deleteAll(target, call);
      default -> throw Refusal.badMethod();
    };
  }

  private Answer onObject(Target target, Call call) {
    return switch (call.method()) {
      case "GET" -> {
        boolean scale = target.below().equals("scale");
        yield answer(target, call, scale ? verbs.getScale(target.ref()) : verbs.get(target.ref()));
      }
      case "PUT" -> put(target, call);
      case "PATCH" -> patch(target, call);
      case "DELETE" -> {
        if (!target.below().isEmpty()) {
          throw Refusal.badMethod();
        }
        yield answer(target, call, verbs.delete(target.ref(), deletion(call), options(call)));
      }
      default -> throw Refusal.badMethod();
    };
  }

  private Answer put(Target target, Call call) {
    var body = Bodies.object(call, target);
    if (target.below().equals("scale")) {
      return answer(
          target, call, verbs.update(target.ref(), body, Subresource.SCALE, options(call)));
    }
    checkBody(body, target, target.name());
    return answer(
        target,
        call,
        target
            .subresource()
            .map(part -> verbs.update(target.ref(), body, part, options(call)))
            .orElseGet(() -> verbs.update(body, options(call))));
  }

  private Answer patch(Target target, Call call) {
    var type = PatchType.of(call.mediaType()).orElseThrow(Refusal::unknownPatch);
    if (type == PatchType.STRATEGIC && target.type().isCustom()) {
      throw Refusal.unsupported(PATCHES + "application/apply-patch+yaml");
    }
    var patch = Bodies.patch(call, type);
    if (type == PatchType.APPLY) {
      checkApply(patch, target, call);
    }
    return answer(
        target,
        call,
        target
            .subresource()
            .map(part -> verbs.patch(target.ref(), type, patch, part, options(call)))
            .orElseGet(() -> verbs.patch(target.ref(), type, patch, options(call))));
  }

  private Answer deleteAll(Target target, Call call) {
    if (target.type().isNamespaced() && target.namespace().isEmpty()) {
      throw Refusal.badMethod();
    }
    var part = lists.list(target, call);
    for (var object : part.items()) {
      var reply =
          verbs.delete(
              target.ref(Trees.text(object, "metadata", "name")), deletion(call), options(call));
      if (!reply.isGood() && reply.code() != 404) {
        return answer(target, call, reply);
      }
    }
    return Answer.json(rendering(target, call).list(part));
  }

  private Answer log(Target target, Call call) {
    if (!call.method().equals("GET")) {
      throw Refusal.badMethod();
    }
    var pod = verbs.get(target.ref());
    return pod.isGood()
        ? new Answer.Text(200, logs.of(target.namespace(), target.name()))
        : Answer.json(pod.code(), pod.body());
  }

  private Answer answer(Target target, Call call, Reply reply) {
    var headers =
        reply.warnings().isEmpty()
            ? Map.<String, List<String>>of()
            : Map.of(
                "Warning",
                reply.warnings().stream()
                    .map(text -> "299 - \"" + text.replace("\"", "\\\"") + "\"")
                    .toList());
    boolean isObject = reply.isGood() && !reply.body().path("kind").asText().equals("Status");
    boolean isScale = target.below().equals("scale");
    return new Answer.Json(
        reply.code(),
        isObject && !isScale ? rendering(target, call).one(reply.body()) : reply.body(),
        headers);
  }

  private Rendering rendering(Target target, Call call) {
    return Rendering.of(target, call, clock);
  }

  /** The body must be about what the path leads to; what it leaves out is taken from there. */
  private static void checkBody(ObjectNode object, Target target, String name) {
    var kind = Trees.text(object, "kind");
    var apiVersion = Trees.text(object, "apiVersion");
    if (kind.isEmpty()) {
      object.put("kind", target.type().kind());
    } else if (!kind.equals(target.type().kind())) {
      throw Refusal.badRequest(
          target.type().isCustom()
              ? "the object provided is unrecognized (must be of type %s): no kind \"%s\" is registered here"
                  .formatted(target.type().kind(), kind)
              : "%s in version \"%s\" cannot be handled as a %s: converting (%s.%s) to (core.%s): unknown conversion"
                  .formatted(
                      kind,
                      version(apiVersion),
                      target.type().kind(),
                      version(apiVersion),
                      kind,
                      target.type().kind()));
    }
    if (apiVersion.isEmpty()) {
      object.put("apiVersion", target.apiVersion());
    } else if (!apiVersion.equals(target.apiVersion())) {
      throw Refusal.badRequest(
          "the API version in the data (%s) does not match the expected API version (%s)"
              .formatted(apiVersion, target.apiVersion()));
    }
    var metadata = Trees.need(object, "metadata");
    if (target.type().isNamespaced()) {
      var namespace = Trees.text(metadata, "namespace");
      if (!namespace.isEmpty() && !namespace.equals(target.namespace())) {
        throw Refusal.badRequest(
            "the namespace of the provided object does not match the namespace sent on the request");
      }
      metadata.put("namespace", target.namespace());
    }
    if (!name.isEmpty()) {
      var named = Trees.text(metadata, "name");
      if (!named.isEmpty() && !named.equals(name)) {
        throw Refusal.badRequest(
            "the name of the object (%s) does not match the name on the URL (%s)"
                .formatted(named, name));
      }
      metadata.put("name", name);
    }
  }

  private static void checkApply(JsonNode patch, Target target, Call call) {
    if (call.parameter("fieldManager").isEmpty()) {
      throw Refusal.invalidApply();
    }
    if (patch instanceof ObjectNode configuration) {
      if (Trees.text(configuration, "metadata", "name").isEmpty()) {
        Trees.need(configuration, "metadata").put("name", target.name());
      }
      checkBody(configuration, target, "");
    } else {
      throw Refusal.badRequest("error decoding YAML: an object was expected, found: " + patch);
    }
  }

  private static WriteOptions options(Call call) {
    var manager = call.parameter("fieldManager");
    return new WriteOptions(
        new Author(manager.isEmpty() ? agent(call) : manager, call.headers().userAgent()),
        call.parameter("dryRun").equals("All") ? WriteOptions.Run.DRY : WriteOptions.Run.STORED,
        call.isSet("force") ? WriteOptions.Force.FORCED : WriteOptions.Force.UNFORCED,
        switch (call.parameter("fieldValidation")) {
          case "Strict" -> WriteOptions.Unknown.REFUSED;
          case "Ignore" -> WriteOptions.Unknown.IGNORED;
          default -> WriteOptions.Unknown.WARNED_OF;
        });
  }

  /** Who says nothing else writes under the name of its program. */
  private static String agent(Call call) {
    var agent = call.headers().userAgent();
    int slash = agent.indexOf('/');
    var name = slash < 0 ? agent : agent.substring(0, slash);
    return name.isEmpty() ? "unknown" : name;
  }

  private static DeleteOptions deletion(Call call) {
    var body = Bodies.options(call);
    var policy = body.path("propagationPolicy").asText(call.parameter("propagationPolicy"));
    var grace = body.path("gracePeriodSeconds").asText(call.parameter("gracePeriodSeconds"));
    return new DeleteOptions(
        switch (policy) {
          case "Foreground" -> DeleteOptions.Dependents.FOREGROUND;
          case "Orphan" -> DeleteOptions.Dependents.ORPHAN;
          default -> DeleteOptions.Dependents.BACKGROUND;
        },
        grace.equals("0") ? DeleteOptions.Grace.NONE : DeleteOptions.Grace.USUAL,
        Trees.text(body, "preconditions", "uid"),
        Trees.text(body, "preconditions", "resourceVersion"));
  }

  private static String version(String apiVersion) {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }
}
