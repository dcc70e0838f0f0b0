package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.at;
import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Write.Outcome.Written;
import io.guidon.sim.schema.Structs;
import io.guidon.sim.store.ResourceType.Subresource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All that can be done to single objects over HTTP: like {@link ApiStore}, with everything that a
 * client may ask for along with it, and with answers as they stand in the body of a response.
 */
public final class ApiVerbs {

  /** Kinds of the core group whose objects come back when they are deleted. */
  private static final Set<String> ANSWERED_WITH_THE_OBJECT =
      Set.of("Pod", "Service", "ServiceAccount");

  private final Requests requests;
  private final ObjectLog log;
  private final Catalog catalog;
  private final GeneratedNames names = new GeneratedNames();

  ApiVerbs(Requests requests, ObjectLog log, Catalog catalog) {
    this.requests = requests;
    this.log = log;
    this.catalog = catalog;
  }

  public Reply get(ObjectRef ref) {
    return answer(() -> Reply.ok(requests.need(ref)));
  }

  public Reply getScale(ObjectRef ref) {
    return answer(() -> Reply.ok(Scales.of(requests.need(ref), paths(ref))));
  }

  /** POST. */
  public Reply create(ObjectNode object, WriteOptions options) {
    return write(
        options,
        () -> {
          checkReadable(object);
          var named = names.named(object);
          var warnings = unknownFields(named, options);
          return warned(
              warnings, () -> reply(201, requests.create(named, options.author()), warnings));
        });
  }

  /** PUT. */
  public Reply update(ObjectNode object, WriteOptions options) {
    return write(
        options,
        () -> {
          checkReadable(object);
          var warnings = unknownFields(object, options);
          return warned(
              warnings, () -> reply(requests.update(object, options.author()), object, warnings));
        });
  }

  /** PUT to a subresource. */
  public Reply update(
      ObjectRef ref, ObjectNode body, Subresource subresource, WriteOptions options) {
    return write(
        options,
        () ->
            switch (subresource) {
              case STATUS -> reply(200, requests.updateStatus(body, options.author()), List.of());
              case SCALE -> scaled(ref, body, options);
            });
  }

  /**
   * PATCH.
   *
   * @param patch for {@link PatchType#APPLY} the configuration
   */
  public Reply patch(ObjectRef ref, PatchType type, JsonNode patch, WriteOptions options) {
    return write(
        options,
        () -> {
          if (type == PatchType.APPLY) {
            return apply(ref, object(patch), options);
          }
          var patched = patched(requests.need(ref), requests.kindOf(ref), type, patch);
          checkName(ref, patched);
          var warnings = unknownFieldsOfPatched(patched, options);
          return warned(
              warnings,
              () -> reply(requests.replaced(ref, patched, options.author()), patched, warnings));
        });
  }

  /** PATCH of a subresource. */
  public Reply patch(
      ObjectRef ref,
      PatchType type,
      JsonNode patch,
      Subresource subresource,
      WriteOptions options) {
    return write(
        options,
        () -> {
          var live = requests.need(ref);
          return switch (subresource) {
            case STATUS -> patchStatus(ref, live, type, patch, options);
            case SCALE -> {
              if (type == PatchType.APPLY) {
                throw NotAccepted.badRequest(
                    "the simulated API server takes no apply to a scale; use another kind of patch");
              }
              var scale = Scales.of(live, paths(ref));
              yield scaled(ref, patched(scale, requests.kindOf(ref), type, patch), options);
            }
          };
        });
  }

  private Reply patchStatus(
      ObjectRef ref, ObjectNode live, PatchType type, JsonNode patch, WriteOptions options) {
    if (type == PatchType.APPLY) {
      var configuration = object(patch);
      checkName(ref, configuration);
      settle(ref, configuration);
      return reply(
          200,
          requests.applyStatus(ref, configuration, options.author(), options.force()),
          List.of());
    }
    var patched = patched(live, requests.kindOf(ref), type, patch);
    checkName(ref, patched);
    var warnings = unknownFieldsOfPatched(patched, options);
    return warned(
        warnings,
        () -> reply(200, requests.statusReplaced(ref, patched, options.author()), warnings));
  }

  /** DELETE. */
  public Reply delete(ObjectRef ref, DeleteOptions how, WriteOptions options) {
    return write(
        options,
        () -> {
          var live = requests.need(ref);
          var written = requests.delete(ref, how, options.author());
          return written.now().map(Reply::ok).orElseGet(() -> Reply.ok(gone(ref, live)));
        });
  }

  private Reply apply(ObjectRef ref, ObjectNode configuration, WriteOptions options) {
    checkName(ref, configuration);
    settle(ref, configuration);
    boolean isNew = requests.get(ref).isEmpty();
    return reply(
        isNew ? 201 : 200,
        requests.apply(configuration, options.author(), options.force()),
        List.of());
  }

  /** An apply is refused whatever the client wants to become of unknown fields. */
  private void settle(ObjectRef ref, ObjectNode configuration) {
    unknown(configuration).stream()
        .findFirst()
        .map(path -> "." + path + ": field not declared in schema")
        .or(() -> DuplicateKeys.find(configuration, requests.shape(ref, configuration)))
        .ifPresent(what -> {
          String version = ref.apiVersion();
          throw NotAccepted.internal(
              "failed to create typed patch object (%s/%s; %s, Kind=%s): %s"
                  .formatted(
                      text(configuration, "metadata", "namespace"),
                      ref.name(),
                      version.contains("/") ? version : "/" + version,
                      ref.kind(),
                      what));
        });
    if (!ref.namespace().isEmpty()) {
      // It may be left to the path to say where.
      Trees.need(configuration, "metadata").put("namespace", ref.namespace());
    }
  }

  private Reply scaled(ObjectRef ref, ObjectNode scale, WriteOptions options) {
    var paths = paths(ref);
    var live = requests.need(ref);
    var version = text(scale, "metadata", "resourceVersion");
    if (!version.isEmpty() && !version.equals(text(live, "metadata", "resourceVersion"))) {
      throw NotAccepted.outdated(requests.kindOf(ref), ref.name());
    }
    int replicas = at(scale, "spec", "replicas").asInt();
    var next = Scales.with(live, paths, replicas);
    if (replicas < 0) {
      throw Scales.negative(requests.kindOf(ref), ref.name(), paths, replicas);
    }
    var written = requests.scaled(ref, next, options.author());
    return Reply.ok(Scales.of(written.now().orElse(live), paths));
  }

  private static ObjectNode patched(ObjectNode live, Kind kind, PatchType type, JsonNode patch) {
    return switch (type) {
      case JSON -> JsonPatch.apply(live, patch);
      case MERGE -> MergePatch.apply(live, object(patch));
      case STRATEGIC -> {
        if (!kind.has(Kind.Trait.BUILT_IN)) {
          throw NotAccepted.unknownPatch();
        }
        yield StrategicPatch.apply(live, object(patch));
      }
      case APPLY -> throw new IllegalArgumentException("an apply is no change of the live object");
    };
  }

  private static ObjectNode object(JsonNode patch) {
    if (patch instanceof ObjectNode object) {
      return object;
    }
    throw NotAccepted.badRequest(
        "error decoding patch: json: cannot unmarshal "
            + patch.getNodeType().name().toLowerCase(Locale.ROOT)
            + " into Go value of type map[string]interface {}");
  }

  /** Gives the warnings, or refuses. */
  private List<String> unknownFields(ObjectNode object, WriteOptions options) {
    return switch (options.unknown()) {
      case IGNORED -> List.of();
      case WARNED_OF -> unknown(object).stream().map(ApiVerbs::unknownField).toList();
      case REFUSED -> {
        var found = unknown(object);
        if (!found.isEmpty()) {
          throw NotAccepted.undecodable(
              object,
              "strict decoding error: "
                  + String.join(", ", found.stream().map(ApiVerbs::unknownField).toList()));
        }
        yield List.of();
      }
    };
  }

  /** Refuses what cannot be such an object at all. */
  private static void checkReadable(ObjectNode object) {
    unreadable(object)
        .ifPresent(why -> {
          throw NotAccepted.undecodable(object, why);
        });
  }

  private static Optional<String> unreadable(ObjectNode object) {
    return structs(object).flatMap(structs -> structs.unreadable(object));
  }

  private static Optional<Structs> structs(ObjectNode object) {
    return Structs.of(text(object, "apiVersion"), text(object, "kind"));
  }

  /** The same for what a patch has made; it is refused as the outcome of a patch. */
  private List<String> unknownFieldsOfPatched(ObjectNode patched, WriteOptions options) {
    unreadable(patched)
        .ifPresent(why -> {
          throw NotAccepted.unreadable(patched.toString(), why);
        });
    var found = unknown(patched).stream().map(ApiVerbs::unknownField).toList();
    if (options.unknown() == WriteOptions.Unknown.REFUSED && !found.isEmpty()) {
      throw NotAccepted.unreadable(
          patched.toString(), "strict decoding error: " + String.join(", ", found));
    }
    return options.unknown() == WriteOptions.Unknown.IGNORED ? List.of() : found;
  }

  private static String unknownField(String path) {
    return "unknown field \"" + path + "\"";
  }

  private List<String> unknown(ObjectNode object) {
    return catalog
        .schema(requests.kindOf(ObjectRef.of(object)), object)
        .map(schema -> schema.prune(Trees.copy(object)))
        .or(() -> structs(object).map(structs -> structs.prune(Trees.copy(object))))
        .orElse(List.of());
  }

  private static void checkName(ObjectRef ref, ObjectNode object) {
    var name = text(object, "metadata", "name");
    if (name.isEmpty()) {
      throw NotAccepted.badRequest(
          "the name of the object (%s based on URL) was undeterminable: name must be provided"
              .formatted(ref.name()));
    }
    if (!name.equals(ref.name())) {
      throw NotAccepted.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(name, ref.name()));
    }
  }

  private Optional<JsonNode> paths(ObjectRef ref) {
    return catalog.scalePaths(ref.apiVersion(), ref.kind());
  }

  /** What a deletion is answered that left nothing: a Status, or for some kinds the object. */
  private ObjectNode gone(ObjectRef ref, ObjectNode live) {
    var kind = requests.kindOf(ref);
    if (kind.group().isEmpty() && ANSWERED_WITH_THE_OBJECT.contains(kind.name())) {
      return live;
    }
    String uid = text(live, "metadata", "uid");
    var status = Trees.object();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    var details = status.putObject("details").put("name", ref.name());
    if (!kind.group().isEmpty()) {
      details.put("group", kind.group());
    }
    details.put("kind", kind.plural()).put("uid", uid);
    return status;
  }

  /**
   * @param last what is answered if the object went with its last finalizer
   */
  private static Reply reply(Written written, ObjectNode last, List<String> warnings) {
    return new Reply(200, written.now().orElse(last), warnings);
  }

  private static Reply reply(int code, Written written, List<String> warnings) {
    return new Reply(code, written.now().orElseGet(Trees::object), warnings);
  }

  private Reply write(WriteOptions options, Supplier<Reply> request) {
    return answer(() ->
        switch (options.run()) {
          case STORED -> request.get();
          case DRY -> log.rehearse(request);
        });
  }

  /** Warnings are given along with a refusal too. */
  private static Reply warned(List<String> warnings, Supplier<Reply> request) {
    var reply = answer(request);
    return new Reply(reply.code(), reply.body(), warnings);
  }

  private static Reply answer(Supplier<Reply> request) {
    try {
      return request.get();
    } catch (NotAccepted refusal) {
      return Reply.refused(refusal);
    }
  }
}
