package io.guidon.operator.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The account of the pod that the operator runs in, as the kubelet mounts it. */
final class ServiceAccount {
  static final Path FOLDER = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private ServiceAccount() {}

  /** Empty outside of a pod, and where the environment names a proxy: fabric8 knows both. */
  static Optional<Access> of(Map<String, String> environment, Path folder) {
    var host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    var port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "");
    var token = folder.resolve("token");
    var authority = folder.resolve("ca.crt");
    if (host.isEmpty()
        || port.isEmpty()
        || namesProxy(environment)
        || !Files.isReadable(token)
        || !Files.isReadable(authority)) {
      return Optional.empty();
    }
    var name = host.contains(":") ? "[" + host + "]" : host;
    try {
      return Optional.of(
          new Access(
              "https://" + name + ":" + port,
              Optional.of(Files.readString(authority)),
              new TokenFile(token)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean namesProxy(Map<String, String> environment) {
    return environment.keySet().stream()
        .anyMatch(name -> name.toUpperCase(Locale.ROOT).endsWith("_PROXY"));
  }
}
