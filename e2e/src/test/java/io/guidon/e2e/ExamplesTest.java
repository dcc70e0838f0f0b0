package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
      for (var item : flaggerObjects(client, file)) {
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

  private static List<HasMetadata> flaggerObjects(KubernetesClient client, Path file) {
    var text = new ByteArrayInputStream(Story.read(file).getBytes(StandardCharsets.UTF_8));
    return client.load(text).items().stream()
        .filter(item -> item.getApiVersion().equals("flagger.app/v1beta1"))
        .toList();
  }

  private static String nameOf(Path file, HasMetadata item) {
    return "%s/%s %s/%s"
        .formatted(
            file.getParent().getFileName(),
            file.getFileName(),
            item.getKind(),
            item.getMetadata().getName());
  }

  private static Set<String> rejectedByFlagger() {
    var rejected = new HashSet<String>();
    for (var line : Story.read(Story.shared("examples/README.md")).split("\n", -1)) {
      var row = REJECTED.matcher(line);
      if (row.matches()) {
        rejected.add(row.group(1) + " " + row.group(2));
      }
    }
    return rejected;
  }

  private static List<Path> examples() {
    try (var files = Files.walk(Story.shared("examples"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
