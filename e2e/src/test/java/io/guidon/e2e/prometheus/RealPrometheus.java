package io.guidon.e2e.prometheus;

import io.guidon.e2e.Loopback;
import io.guidon.e2e.OwnProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** A real Prometheus on loopback that scrapes nothing and knows only what it is sent. */
final class RealPrometheus implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final OwnProcess process;
  private final Path folder;
  private final URI url;

  private RealPrometheus(OwnProcess process, Path folder, URI url) {
    this.process = process;
    this.folder = folder;
    this.url = url;
  }

  static RealPrometheus start(Path program) {
    try {
      var folder = Files.createTempDirectory("guidon-prometheus-");
      Files.writeString(folder.resolve("prometheus.yml"), "{}\n");
      var address = "127.0.0.1:" + Loopback.freePorts(1).getFirst();
      var url = URI.create("http://" + address);
      var command =
          List.of(
              program.toString(),
              "--config.file=" + folder.resolve("prometheus.yml"),
              "--storage.tsdb.path=" + folder.resolve("data"),
              // Samples of any time are welcome.
              "--storage.tsdb.retention.time=100y",
              "--web.enable-remote-write-receiver",
              "--web.listen-address=" + address);
      var started =
          new RealPrometheus(OwnProcess.start("prometheus", folder, command), folder, url);
      started.awaitReady();
      return started;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  URI url() {
    return url;
  }

  void take(HttpClient http, RemoteWrite samples) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url.resolve("/api/v1/write"))
            .header("Content-Encoding", "snappy")
            .header("Content-Type", "application/x-protobuf")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(HttpRequest.BodyPublishers.ofByteArray(samples.body()))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 204) {
      throw new IllegalStateException(
          "Prometheus does not take the samples: " + answer.statusCode() + " " + answer.body());
    }
  }

  @Override
  public void close() {
    process.kill();
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void awaitReady() {
    try {
      process.awaitReady(() -> Loopback.isOk(url.resolve("/-/ready")), START_LIMIT);
    } catch (IllegalStateException failed) {
      close();
      throw failed;
    }
  }
}
