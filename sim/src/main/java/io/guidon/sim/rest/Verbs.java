package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.ApiVerbs;
import io.guidon.sim.store.PatchType;
import io.guidon.sim.store.Reply;
import io.guidon.sim.store.ResourceType.Subresource;
import io.guidon.sim.store.Trees;
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
    // Watching one object by its path is the old way to ask for a selection of it.
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
        Identity.settle(object, target, "");
        yield answer(target, call, verbs.create(object, Parameters.of(call)));
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
        yield answer(target, call, delete(target.name(), target, call));
      }
      default -> throw Refusal.badMethod();
    };
  }

  private Answer put(Target target, Call call) {
    var body = Bodies.object(call, target);
    if (target.below().equals("scale")) {
      return answer(
          target, call, verbs.update(target.ref(), body, Subresource.SCALE, Parameters.of(call)));
    }
    Identity.settle(body, target, target.name());
    return answer(
        target,
        call,
        target
            .subresource()
            .map(part -> verbs.update(target.ref(), body, part, Parameters.of(call)))
            .orElseGet(() -> verbs.update(body, Parameters.of(call))));
  }

  private Answer patch(Target target, Call call) {
    var type = PatchType.of(call.mediaType()).orElseThrow(Refusal::unknownPatch);
    if (type == PatchType.STRATEGIC && target.type().isCustom()) {
      throw Refusal.unsupported(PATCHES + "application/apply-patch+yaml");
    }
    var options = Parameters.of(call);
    var patch = Bodies.patch(call, type);
    if (type == PatchType.APPLY) {
      checkApply(patch, target);
    }
    return answer(
        target,
        call,
        target
            .subresource()
            .map(part -> verbs.patch(target.ref(), type, patch, part, options))
            .orElseGet(() -> verbs.patch(target.ref(), type, patch, options)));
  }

  private Reply delete(String name, Target target, Call call) {
    var body = Bodies.options(call);
    return verbs.delete(
        target.ref(name), Parameters.deletion(call, body), Parameters.of(call, body));
  }

  private Answer deleteAll(Target target, Call call) {
    if (target.type().isNamespaced() && target.namespace().isEmpty()) {
      throw Refusal.badMethod();
    }
    var part = lists.list(target, call);
    for (var object : part.items()) {
      var reply = delete(Trees.text(object, "metadata", "name"), target, call);
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

  private static void checkApply(JsonNode patch, Target target) {
    if (patch instanceof ObjectNode configuration) {
      if (Trees.text(configuration, "metadata", "name").isEmpty()) {
        Trees.need(configuration, "metadata").put("name", target.name());
      }
      boolean saysWhere = !Trees.text(configuration, "metadata", "namespace").isEmpty();
      Identity.settle(configuration, target, "");
      if (!saysWhere) {
        // A refusal shows the configuration as it came.
        Trees.need(configuration, "metadata").remove("namespace");
      }
    } else {
      throw Refusal.badRequest("error decoding YAML: an object was expected, found: " + patch);
    }
  }
}
