package io.guidon.sim.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.guidon.core.resource.ObjectRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The manifests of the tutorial, as the demo applies them: what a user would write, and an overlay
 * that makes the story short.
 */
record Tutorial(List<ObjectNode> objects, String overlay) {

  static final String NAMESPACE = "test";
  static final String HOST = "www.example.com";
  static final ObjectRef CANARY =
      new ObjectRef("flagger.app/v1beta1", "Canary", NAMESPACE, "podinfo");
  static final ObjectRef TARGET = new ObjectRef("apps/v1", "Deployment", NAMESPACE, "podinfo");
  static final ObjectRef ROUTE =
      new ObjectRef("gateway.networking.k8s.io/v1", "HTTPRoute", NAMESPACE, "podinfo");

  static final List<String> FILES =
      List.of(
          "00-prerequisites.yaml", "gateway.yaml", "metric-templates.yaml", "podinfo-canary.yaml");

  static final String OVERLAY = "demo-overlay.yaml";
  private static final YAMLMapper YAML = new YAMLMapper();

  Tutorial {
    objects = List.copyOf(objects);
  }

  /** Reads them from {@code docs/tutorial}. */
  static Tutorial read(Path folder) {
    try {
      var objects = new ArrayList<ObjectNode>();
      for (String file : FILES) {
        objects.addAll(documents(folder.resolve(file)));
      }
      for (var patch : documents(folder.resolve(OVERLAY))) {
        merge(patch, objects);
      }
      return new Tutorial(objects, Files.readString(folder.resolve(OVERLAY)));
    } catch (IOException e) {
      throw new UncheckedIOException("the tutorial's manifests cannot be read in " + folder, e);
    }
  }

  private static List<ObjectNode> documents(Path file) throws IOException {
    var documents = new ArrayList<ObjectNode>();
    try (var found = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      while (found.hasNext()) {
        if (found.next() instanceof ObjectNode object) {
          documents.add(object);
        }
      }
    }
    return documents;
  }

  private static void merge(ObjectNode patch, List<ObjectNode> objects) throws IOException {
    var ref = ObjectRef.of(patch);
    var whole =
        objects.stream()
            .filter(object -> ObjectRef.of(object).equals(ref))
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException("the overlay changes " + ref + ", which is not there"));
    var _ = YAML.readerForUpdating(whole).readValue(patch);
  }
}
