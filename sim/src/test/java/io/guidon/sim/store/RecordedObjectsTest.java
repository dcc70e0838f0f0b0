package io.guidon.sim.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the store with what a real API server answered, as recorded in the take-over fixtures.
 */
final class RecordedObjectsTest {

  private static final Path FIXTURES =
      Path.of(System.getProperty("guidon.shared"), "conformance", "fixtures", "flagger-1.44");

  private final ApiStore store = new ApiStore(VirtualTime.create());

  static List<Path> fixtures() throws IOException {
    try (var files = Files.list(FIXTURES)) {
      return files.sorted().toList();
    }
  }

  /**
   * Each object was made by one manager; those that another one changed later are left out here.
   */
  static List<ObjectNode> objectsOfOneManager() throws IOException {
    var found = new ArrayList<ObjectNode>();
    for (Path fixture : fixtures()) {
      for (var object : Trees.objects(Yaml.read(fixture), "items")) {
        var managers = Trees.at(object, "metadata", "managedFields").findValuesAsText("manager");
        managers.remove("lab-sim");
        if (managers.stream().distinct().count() == 1) {
          found.add(object);
        }
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("objectsOfOneManager")
  void ownsAndDefaultsAsARealApiServerDidWhenTheObjectIsMadeAnew(ObjectNode recorded) {
    var request = Trees.copy(recorded);
    Trees.need(request, "metadata").remove(Normal.SYSTEM);

    var made = store.client(firstManager(recorded)).create(withoutDefaults(request));

    assertThat(main(made)).isEqualTo(main(recorded));
    assertThat(owners(made)).isEqualTo(owners(recorded));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void takesInABackupAsItIs(Path fixture) {
    var list = Yaml.read(fixture);

    store.load(list);

    for (var object : Trees.objects(list, "items")) {
      assertThat(store.get(ObjectRef.of(object))).contains(object);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void writesNothingWhenABackupIsPutBackUnchanged(Path fixture) {
    store.load(Yaml.read(fixture));
    int before = store.journal().size();

    for (var object : Trees.objects(Yaml.read(fixture), "items")) {
      store.client("lab-user").update(object);
    }

    assertThat(store.journal()).hasSize(before);
  }

  @Test
  void findsObjectsToCompareWith() throws IOException {
    assertThat(objectsOfOneManager()).hasSizeGreaterThan(100);
  }

  /** Takes out what the API server filled in. */
  private static ObjectNode withoutDefaults(ObjectNode object) {
    object.remove("status");
    var spec = Trees.need(object, "spec");
    switch (Trees.text(object, "kind")) {
      case "Deployment" -> {
        spec.remove(List.of("revisionHistoryLimit", "strategy"));
        if (spec.path("progressDeadlineSeconds").asInt() == 600) {
          spec.remove("progressDeadlineSeconds");
        }
        var pod = Trees.need(spec, "template", "spec");
        pod.remove(
            List.of(
                "dnsPolicy",
                "restartPolicy",
                "schedulerName",
                "securityContext",
                "terminationGracePeriodSeconds"));
        for (var container : Trees.objects(pod, "containers")) {
          container.remove(
              List.of(
                  "imagePullPolicy",
                  "resources",
                  "terminationMessagePath",
                  "terminationMessagePolicy"));
          Trees.objects(container, "ports").forEach(port -> port.remove("protocol"));
        }
        Trees.objects(pod, "volumes")
            .forEach(volume ->
                Trees.objectAt(volume, "secret").ifPresent(secret -> secret.remove("defaultMode")));
      }
      case "Service" -> {
        spec.remove(
            List.of(
                "clusterIP",
                "clusterIPs",
                "internalTrafficPolicy",
                "ipFamilies",
                "ipFamilyPolicy",
                "sessionAffinity",
                "type"));
        Trees.objects(spec, "ports").forEach(port -> port.remove("protocol"));
      }
      case "HTTPRoute" -> {
        Trees.objects(spec, "parentRefs")
            .forEach(parent -> parent.remove(List.of("group", "kind")));
        for (var rule : Trees.objects(spec, "rules")) {
          if (Trees.objects(rule, "matches")
              .toString()
              .equals("[{\"path\":{\"type\":\"PathPrefix\",\"value\":\"/\"}}]")) {
            rule.remove("matches");
          }
          Trees.objects(rule, "backendRefs")
              .forEach(backend -> backend.remove(List.of("group", "kind")));
        }
      }
      default -> {
        if (spec.isEmpty()) {
          object.remove("spec");
        }
      }
    }
    return object;
  }

  /** What must be equal: everything but identity, status and addresses. */
  private static ObjectNode main(ObjectNode object) {
    var main = Trees.copy(object);
    main.remove("status");
    Trees.need(main, "metadata").remove(Normal.SYSTEM);
    Trees.objectAt(main, "spec").ifPresent(spec -> spec.remove(List.of("clusterIP", "clusterIPs")));
    return main;
  }

  private static List<String> owners(ObjectNode object) {
    var owners = new ArrayList<String>();
    for (var entry : ManagedFields.parse(Trees.at(object, "metadata", "managedFields")).entries()) {
      if (entry.who().subresource().isEmpty()) {
        owners.add(entry.who() + " " + entry.fields().toFieldsV1());
      }
    }
    return owners;
  }

  private static String firstManager(ObjectNode object) {
    return Trees.at(object, "metadata", "managedFields").findValuesAsText("manager").stream()
        .filter(manager -> !manager.equals("lab-sim"))
        .findFirst()
        .orElseThrow();
  }
}
