package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The manifests that people have, against Guidon's own CRDs. */
@OnControlPlane
class ExamplesTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path EXAMPLES = Story.shared("examples");
  private static final Pattern REJECTED =
      Pattern.compile("\\| `([^`]+)` \\| (\\w+/[\\w-]+) \\| `[^`]+` \\| rejected.*");

  @Test
  void areAcceptedUnlessFlaggersSchemaRejectsThem(
      KubernetesClient client, TestNamespace namespace) {
    Crds.GUIDON.install(client);
    var rejected = rejectedByFlagger();
    assertThat(rejected).hasSizeGreaterThan(10);
    var seen = new HashSet<String>();
    var refusals = new ArrayList<String>();

    for (var file : examples()) {
      for (var item : flaggerObjects(file)) {
        var name = nameOf(file, item);
        seen.add(name);
        item.getMetadata().setNamespace(namespace.name());
        try {
          client.resource(item).dryRun().create();
        } catch (KubernetesClientException refused) {
          if (!rejected.contains(name)) {
            refusals.add(name + ": " + refused.getMessage());
          }
        }
      }
    }

    assertThat(refusals).isEmpty();
    assertThat(seen).containsAll(rejected).hasSizeGreaterThan(60);
  }

  @Test
  void ofTheDocumentationAreAccepted(KubernetesClient client, TestNamespace namespace) {
    Crds.GUIDON.install(client);
    var documented =
        Path.of(System.getProperty("guidon.root", ".."), "docs/first-rollout/podinfo.yaml");

    var objects = flaggerObjects(documented);

    assertThat(objects).hasSize(2);
    for (var item : objects) {
      item.getMetadata().setNamespace(namespace.name());
      client.resource(item).dryRun().fieldValidation(FieldValidateable.Validation.STRICT).create();
    }
  }

  private static List<GenericKubernetesResource> flaggerObjects(Path file) {
    var found = new ArrayList<GenericKubernetesResource>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      while (documents.hasNext()) {
        var document = documents.next();
        if (document.path("apiVersion").asText().equals("flagger.app/v1beta1")) {
          found.add(YAML.convertValue(document, GenericKubernetesResource.class));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return found;
  }

  private static String nameOf(Path file, GenericKubernetesResource item) {
    return "%s %s/%s"
        .formatted(EXAMPLES.relativize(file), item.getKind(), item.getMetadata().getName());
  }

  private static Set<String> rejectedByFlagger() {
    var rejected = new HashSet<String>();
    for (var line : Story.read(EXAMPLES.resolve("README.md")).split("\n", -1)) {
      var row = REJECTED.matcher(line);
      if (row.matches()) {
        rejected.add(row.group(1) + " " + row.group(2));
      }
    }
    return rejected;
  }

  private static List<Path> examples() {
    try (var files = Files.walk(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
