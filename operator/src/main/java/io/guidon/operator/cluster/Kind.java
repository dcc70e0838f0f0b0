package io.guidon.operator.cluster;

import io.guidon.core.resource.ObjectRef;
import java.util.Optional;

/**
 * A resource of the API server.
 *
 * @param plural as URLs spell it
 * @param labelSelector which objects are watched; empty for all
 */
record Kind(String apiVersion, String kind, String plural, Optional<String> labelSelector) {

  /** The path of all objects, or of those of one namespace. */
  String path(Optional<String> namespace) {
    var root = apiVersion.contains("/") ? "/apis/" : "/api/";
    return root
        + apiVersion
        + namespace.map(name -> "/namespaces/" + name).orElse("")
        + "/"
        + plural;
  }

  /** The path of the collection in which an object lives. */
  String collection(ObjectRef ref) {
    return path(Optional.of(ref.namespace()).filter(name -> !name.isEmpty()));
  }

  /** The path of one object. */
  String path(ObjectRef ref) {
    return collection(ref) + "/" + ref.name();
  }

  ObjectRef ref(String namespace, String name) {
    return new ObjectRef(apiVersion, kind, namespace, name);
  }

  @Override
  public String toString() {
    return plural + " (" + apiVersion + ")";
  }
}
