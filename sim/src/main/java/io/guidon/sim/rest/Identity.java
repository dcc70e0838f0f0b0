package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;

/** What the body of a request must agree on with its path: kind, version, namespace and name. */
final class Identity {

  private Identity() {}

  /**
   * Fills in what the body leaves out.
   *
   * @param name that the body must have; empty for any
   */
  static void settle(ObjectNode object, Target target, String name) {
    settleKind(object, target);
    settleVersion(object, target);
    var metadata = Trees.need(object, "metadata");
    if (target.type().isNamespaced()) {
      settleNamespace(metadata, target.namespace());
    }
    if (!name.isEmpty()) {
      settleName(metadata, name);
    }
  }

  private static void settleKind(ObjectNode object, Target target) {
    var kind = Trees.text(object, "kind");
    var wanted = target.type().kind();
    if (kind.isEmpty()) {
      object.put("kind", wanted);
    } else if (!kind.equals(wanted)) {
      throw target.type().isCustom()
          ? Refusal.otherKind(target, kind, Trees.text(object, "metadata", "name"))
          : Refusal.badRequest(
              unhandled(object, wanted)
                  + "converting (%1$s.%2$s) to (core.%3$s): unknown conversion"
                      .formatted(version(object), kind, wanted));
    }
  }

  private static void settleVersion(ObjectNode object, Target target) {
    var apiVersion = Trees.text(object, "apiVersion");
    if (apiVersion.isEmpty()) {
      object.put("apiVersion", target.apiVersion());
    } else if (!apiVersion.equals(target.apiVersion())) {
      throw Refusal.badRequest(
          target.type().isCustom()
              ? "the API version in the data (%s) does not match the expected API version (%s)"
                  .formatted(apiVersion, target.apiVersion())
              : unhandled(object, target.type().kind())
                  + "no kind \"%s\" is registered for version \"%s\" in scheme \"%s\""
                      .formatted(
                          target.type().kind(),
                          apiVersion,
                          "k8s.io/kubernetes/pkg/api/legacyscheme"));
    }
  }

  private static void settleNamespace(ObjectNode metadata, String wanted) {
    var namespace = Trees.text(metadata, "namespace");
    if (!namespace.isEmpty() && !namespace.equals(wanted)) {
      throw Refusal.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    metadata.put("namespace", wanted);
  }

  private static void settleName(ObjectNode metadata, String wanted) {
    var name = Trees.text(metadata, "name");
    if (!name.isEmpty() && !name.equals(wanted)) {
      throw Refusal.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(name, wanted));
    }
    metadata.put("name", wanted);
  }

  private static String unhandled(ObjectNode object, String as) {
    return "%s in version \"%s\" cannot be handled as a %s: "
        .formatted(Trees.text(object, "kind"), version(object), as);
  }

  private static String version(ObjectNode object) {
    var apiVersion = Trees.text(object, "apiVersion");
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }
}
