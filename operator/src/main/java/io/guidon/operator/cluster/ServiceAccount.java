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
    var token = file(environment, "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", folder.resolve("token"));
    var authority = file(environment, "KUBERNETES_CERTS_CA_FILE", folder.resolve("ca.crt"));
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

  /** The variables of fabric8's own configuration, for files that lie elsewhere. */
  private static Path file(Map<String, String> environment, String variable, Path usual) {
    var given = environment.getOrDefault(variable, "");
    return given.isEmpty() ? usual : Path.of(given);
  }

  private static boolean namesProxy(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(variable -> !variable.getValue().isEmpty())
        .anyMatch(variable -> variable.getKey().toUpperCase(Locale.ROOT).endsWith("_PROXY"));
  }
}
