package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The plain kind of kubeconfig, with a token. fabric8 reads all kinds, but spends about 0.4 s of
 * processor time and 40 MiB on it.
 */
final class Kubeconfig {
  private static final Set<String> OF_CLUSTER =
      Set.of("server", "certificate-authority", "certificate-authority-data", "extensions");
  private static final Set<String> OF_USER = Set.of("token", "tokenFile", "extensions");

  private final Path file;

  private Kubeconfig(Path file) {
    this.file = file;
  }

  /** Empty if it holds anything that is not understood here, or cannot be read. */
  static Optional<Access> read(Path file) {
    try {
      return new Kubeconfig(file).access(Json.yaml(Files.readString(file)));
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private Optional<Access> access(JsonNode config) throws IOException {
    var context = named(config.path("contexts"), config.path("current-context")).path("context");
    var cluster = named(config.path("clusters"), context.path("cluster")).path("cluster");
    var user = named(config.path("users"), context.path("user")).path("user");
    if (!hasOnly(cluster, OF_CLUSTER) || !hasOnly(user, OF_USER) || !cluster.has("server")) {
      return Optional.empty();
    }
    var token = text(user, "token");
    var tokenFile = text(user, "tokenFile").map(file::resolveSibling).map(TokenFile::new);
    return Optional.of(
        new Access(
            cluster.path("server").asText().replaceAll("/$", ""),
            authority(cluster),
            () -> tokenFile.isPresent() ? tokenFile.get().get().or(() -> token) : token));
  }

  private Optional<String> authority(JsonNode cluster) throws IOException {
    var data = text(cluster, "certificate-authority-data");
    if (data.isPresent()) {
      return Optional.of(
          new String(Base64.getMimeDecoder().decode(data.get()), StandardCharsets.UTF_8));
    }
    var path = text(cluster, "certificate-authority").map(file::resolveSibling);
    return path.isPresent() ? Optional.of(Files.readString(path.get())) : Optional.empty();
  }

  private static JsonNode named(JsonNode list, JsonNode name) {
    for (var one : list) {
      if (one.path("name").equals(name)) {
        return one;
      }
    }
    return list.path("missing");
  }

  private static boolean hasOnly(JsonNode object, Set<String> known) {
    return object.isObject()
        && object.properties().stream().allMatch(field -> known.contains(field.getKey()));
  }

  private static Optional<String> text(JsonNode object, String field) {
    return Optional.of(object.path(field).asText()).filter(text -> !text.isEmpty());
  }
}
