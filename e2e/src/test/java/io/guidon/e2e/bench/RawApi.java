package io.guidon.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.guidon.e2e.ControlPlane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** An API server without a client library between, for many thousand objects in a short time. */
final class RawApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI url;
  private final String token;
  private final HttpClient client;

  private RawApi(URI url, String token, HttpClient client) {
    this.url = url;
    this.token = token;
    this.client = client;
  }

  static RawApi of(ControlPlane plane) throws IOException {
    return new RawApi(plane.url(), plane.token(), client(plane));
  }

  /** Trusts this API server and nobody else. */
  static HttpClient client(ControlPlane plane) throws IOException {
    var ca = Config.fromKubeconfig(plane.kubeconfig().toFile()).getCaCertFile();
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(LoopbackCertificate.trusting(Path.of(ca)))
        .build();
  }

  /**
   * Creates an object and returns it.
   *
   * @throws IOException with the answer if it is no success
   */
  JsonNode create(String collection, JsonNode object) throws IOException, InterruptedException {
    return send("POST", collection, "application/json", object);
  }

  /**
   * Merges {@code change} into the object.
   *
   * @throws IOException with the answer if it is no success
   */
  JsonNode merge(String path, JsonNode change) throws IOException, InterruptedException {
    return send("PATCH", path, "application/merge-patch+json", change);
  }

  private JsonNode send(String method, String path, String type, JsonNode body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    var content = JSON.readTree(answer.body());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "%s %s: %d %s"
              .formatted(method, path, answer.statusCode(), content.path("message").asText()));
    }
    return content;
  }
}
