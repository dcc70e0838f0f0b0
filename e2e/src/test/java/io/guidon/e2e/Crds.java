package io.guidon.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Custom resource definitions that tests install. Those of one name replace each other. */
public enum Crds {
  /** Upstream's standard channel. */
  GATEWAY_API("guidon.shared", "crds/gateway-api"),
  /** Flagger's own, which know nothing of {@code status.run}. */
  FLAGGER("guidon.shared", "crds/flagger"),
  /** The ones that Guidon ships. */
  GUIDON("guidon.root", "deploy/crds");

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("e2e")
          .withForce(true)
          .build();

  /** By address of the API server. */
  private static final Map<String, Set<Crds>> INSTALLED = new HashMap<>();

  private final String root;
  private final String folder;

  Crds(String root, String folder) {
    this.root = root;
    this.folder = folder;
  }

  /** Applies them all and returns when each one is served. Again changes nothing. */
  public void install(KubernetesClient client) {
    // One after the other: an API server that rebuilds its schemas for many at once answers nobody.
    synchronized (INSTALLED) {
      var there =
          INSTALLED.computeIfAbsent(client.getMasterUrl().toString(), url -> new HashSet<>());
      if (there.add(this)) {
        there.removeAll(replaced());
        apply(client);
      }
    }
  }

  /** The same when some of them may have been removed. */
  public void installAnew(KubernetesClient client) {
    synchronized (INSTALLED) {
      INSTALLED.getOrDefault(client.getMasterUrl().toString(), new HashSet<>()).remove(this);
      install(client);
    }
  }

  private Set<Crds> replaced() {
    return switch (this) {
      case GATEWAY_API -> Set.of();
      case FLAGGER -> Set.of(GUIDON);
      case GUIDON -> Set.of(FLAGGER);
    };
  }

  private void apply(KubernetesClient client) {
    var applied = new ArrayList<Resource<GenericKubernetesResource>>();
    for (var definition : definitions()) {
      var resource = client.resource(definition);
      resource.patch(APPLY, definition);
      applied.add(resource);
    }
    applied.forEach(
        resource -> resource.waitUntilCondition(Crds::isEstablished, 30, TimeUnit.SECONDS));
  }

  private List<GenericKubernetesResource> definitions() {
    var found = new ArrayList<GenericKubernetesResource>();
    var path = Path.of(Objects.requireNonNull(System.getProperty(root), root)).resolve(folder);
    try (var files = Files.newDirectoryStream(path, "*.yaml")) {
      for (var file : files) {
        try (var documents =
            YAML.readerFor(GenericKubernetesResource.class)
                .<GenericKubernetesResource>readValues(file.toFile())) {
          documents.forEachRemaining(found::add);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("no custom resource definition in " + path);
    }
    return found;
  }

  private static boolean isEstablished(GenericKubernetesResource definition) {
    JsonNode conditions = YAML.valueToTree(definition.<Object>get("status", "conditions"));
    for (var condition : conditions) {
      if ("Established".equals(condition.path("type").asText())) {
        return "True".equals(condition.path("status").asText());
      }
    }
    return false;
  }
}
