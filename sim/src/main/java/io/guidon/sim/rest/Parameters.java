package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Author;
import io.guidon.sim.store.DeleteOptions;
import io.guidon.sim.store.PatchType;
import io.guidon.sim.store.Trees;
import io.guidon.sim.store.WriteOptions;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What a client asks for along with a write, from the query and from DeleteOptions in the body. */
final class Parameters {

  private static final int LONGEST_MANAGER = 128;
  private static final Set<String> VALIDATIONS = Set.of("", "Ignore", "Strict", "Warn");

  private static final Set<String> POLICIES = Set.of("", "Background", "Foreground", "Orphan");

  private Parameters() {}

  /** Refuses what makes no sense. */
  static WriteOptions of(Call call) {
    var manager = call.parameter("fieldManager");
    check(call, manager);
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

  /**
   * How to delete.
   *
   * @param body DeleteOptions, which count more than the query; may be empty
   */
  static DeleteOptions deletion(Call call, ObjectNode body) {
    var policy = body.path("propagationPolicy").asText(call.parameter("propagationPolicy"));
    var grace = body.path("gracePeriodSeconds").asText(call.parameter("gracePeriodSeconds"));
    if (!POLICIES.contains(policy)) {
      throw Refusal.invalidOption(
          "DeleteOptions",
          "propagationPolicy",
          "Unsupported value: \""
              + policy
              + "\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
    }
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

  /** The same for a DELETE whose body says that nothing is to happen. */
  static WriteOptions of(Call call, ObjectNode deleteOptions) {
    var options = of(call);
    boolean dry = Trees.texts(deleteOptions, "dryRun").contains("All");
    return dry
        ? new WriteOptions(
            options.author(), WriteOptions.Run.DRY, options.force(), options.unknown())
        : options;
  }

  private static void check(Call call, String manager) {
    if (call.isSet("force") && !isApply(call)) {
      throw invalid(call, "force", "Forbidden: may not be specified for non-apply patch");
    }
    var dryRun = call.parameter("dryRun");
    if (!dryRun.isEmpty() && !dryRun.equals("All")) {
      throw invalid(
          call, "dryRun", "Unsupported value: [\"" + dryRun + "\"]: supported values: \"All\"");
    }
    var validation = call.parameter("fieldValidation");
    if (!VALIDATIONS.contains(validation)) {
      throw invalid(
          call,
          "fieldValidation",
          "Unsupported value: \""
              + validation
              + "\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"");
    }
    if (manager.getBytes(StandardCharsets.UTF_8).length > LONGEST_MANAGER) {
      throw invalid(
          call, "fieldManager", "Too long: may not be more than " + LONGEST_MANAGER + " bytes");
    }
    if (manager.isEmpty() && isApply(call)) {
      throw invalid(call, "fieldManager", "Required value: is required for apply patch");
    }
  }

  private static Refusal invalid(Call call, String field, String what) {
    var options =
        switch (call.method()) {
          case "POST" -> "CreateOptions";
          case "PUT" -> "UpdateOptions";
          case "DELETE" -> "DeleteOptions";
          default -> "PatchOptions";
        };
    return Refusal.invalidOption(options, field, what);
  }

  private static boolean isApply(Call call) {
    return call.method().equals("PATCH")
        && PatchType.of(call.mediaType()).filter(type -> type == PatchType.APPLY).isPresent();
  }

  /** Who says nothing else writes under the name of its program. */
  private static String agent(Call call) {
    var agent = call.headers().userAgent();
    int slash = agent.indexOf('/');
    var name = slash < 0 ? agent : agent.substring(0, slash);
    return name.isEmpty() ? "unknown" : name;
  }
}
