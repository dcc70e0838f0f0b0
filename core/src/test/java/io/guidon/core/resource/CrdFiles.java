package io.guidon.core.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** The three custom resource definitions in {@code deploy/crds}. */
final class CrdFiles {
  static final Path FOLDER = Path.of(System.getProperty("guidon.root", ".."), "deploy", "crds");

  private CrdFiles() {}

  static List<ObjectNode> ours() {
    return Yaml.files(FOLDER).stream()
        .flatMap(file -> Yaml.objects(file).stream())
        .map(ObjectNode.class::cast)
        .toList();
  }

  /** The schema of a kind. */
  static ObjectNode schema(String kind) {
    return ours().stream()
        .filter(crd -> crd.path("spec").path("names").path("kind").asText().equals(kind))
        .map(CrdFiles::schemaOf)
        .findFirst()
        .orElseThrow();
  }

  static ObjectNode schemaOf(ObjectNode crd) {
    return (ObjectNode)
        crd.path("spec").path("versions").path(0).path("schema").path("openAPIV3Schema");
  }
}
