package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.objects;
import static io.guidon.sim.store.Trees.putEmptyIfAbsent;
import static io.guidon.sim.store.Trees.putIfAbsent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What the API server fills into a pod template (k8s.io/kubernetes/pkg/apis/core/v1, 1.36). */
final class PodDefaults {

  private static final int FILE_MODE = 0644;

  private PodDefaults() {}

  static void fillTemplate(ObjectNode template) {
    Trees.objectAt(template, "spec").ifPresent(PodDefaults::fillSpec);
  }

  private static void fillSpec(ObjectNode spec) {
    putIfAbsent(spec, "restartPolicy", "Always");
    putIfAbsent(spec, "dnsPolicy", "ClusterFirst");
    putIfAbsent(spec, "terminationGracePeriodSeconds", 30);
    putIfAbsent(spec, "schedulerName", "default-scheduler");
    putEmptyIfAbsent(spec, "securityContext");
    // The deprecated name is kept in step by the conversion to the internal version.
    if (spec.has("serviceAccountName")) {
      spec.set("serviceAccount", spec.get("serviceAccountName"));
    }
    objects(spec, "containers").forEach(PodDefaults::fillContainer);
    objects(spec, "initContainers").forEach(PodDefaults::fillContainer);
    objects(spec, "volumes").forEach(PodDefaults::fillVolume);
  }

  private static void fillContainer(ObjectNode container) {
    putIfAbsent(container, "imagePullPolicy", pullPolicy(Trees.text(container, "image")));
    putIfAbsent(container, "terminationMessagePath", "/dev/termination-log");
    putIfAbsent(container, "terminationMessagePolicy", "File");
    putEmptyIfAbsent(container, "resources");
    objects(container, "ports").forEach(port -> putIfAbsent(port, "protocol", "TCP"));
    objects(container, "env")
        .forEach(variable ->
            Trees.objectAt(variable, "valueFrom", "fieldRef")
                .ifPresent(field -> putIfAbsent(field, "apiVersion", "v1")));
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      Trees.objectAt(container, probe).ifPresent(PodDefaults::fillProbe);
    }
    for (String hook : List.of("postStart", "preStop")) {
      Trees.objectAt(container, "lifecycle", hook, "httpGet").ifPresent(PodDefaults::fillHttpGet);
    }
  }

  /** {@code Always} for an image without tag or with the tag latest, unless a digest pins it. */
  private static String pullPolicy(String image) {
    boolean pinned = image.contains("@");
    String tagged = pinned ? image.substring(0, image.indexOf('@')) : image;
    String last = tagged.substring(tagged.lastIndexOf('/') + 1);
    Optional<String> tag =
        last.contains(":") ? Optional.of(last.substring(last.indexOf(':') + 1)) : Optional.empty();
    return tag.map("latest"::equals).orElse(!pinned) ? "Always" : "IfNotPresent";
  }

  private static void fillProbe(ObjectNode probe) {
    putIfAbsent(probe, "timeoutSeconds", 1);
    putIfAbsent(probe, "periodSeconds", 10);
    putIfAbsent(probe, "successThreshold", 1);
    putIfAbsent(probe, "failureThreshold", 3);
    Trees.objectAt(probe, "httpGet").ifPresent(PodDefaults::fillHttpGet);
    Trees.objectAt(probe, "grpc").ifPresent(grpc -> putIfAbsent(grpc, "service", ""));
  }

  private static void fillHttpGet(ObjectNode httpGet) {
    putIfAbsent(httpGet, "path", "/");
    putIfAbsent(httpGet, "scheme", "HTTP");
  }

  private static void fillVolume(ObjectNode volume) {
    if (volume.size() == 1) {
      volume.putObject("emptyDir");
    }
    for (String source : List.of("secret", "configMap", "downwardAPI", "projected")) {
      Trees.objectAt(volume, source)
          .ifPresent(files -> putIfAbsent(files, "defaultMode", FILE_MODE));
    }
    Trees.objectAt(volume, "hostPath").ifPresent(path -> putIfAbsent(path, "type", ""));
    for (var source : objects(volume, "projected", "sources")) {
      Trees.objectAt(source, "serviceAccountToken")
          .ifPresent(token -> putIfAbsent(token, "expirationSeconds", 3600));
      objects(source, "downwardAPI", "items").forEach(PodDefaults::fillDownwardItem);
    }
    objects(volume, "downwardAPI", "items").forEach(PodDefaults::fillDownwardItem);
  }

  private static void fillDownwardItem(ObjectNode item) {
    Trees.objectAt(item, "fieldRef").ifPresent(field -> putIfAbsent(field, "apiVersion", "v1"));
  }
}
