package io.guidon.e2e.bench;

import io.guidon.e2e.Loopback;
import io.guidon.e2e.OwnProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The operator in a JVM of its own. */
final class OperatorProcess implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final OwnProcess process;
  private final URI metrics;
  private final long started;

  private OperatorProcess(OwnProcess process, URI metrics, long started) {
    this.process = process;
    this.metrics = metrics;
    this.started = started;
  }

  /** How an operator is started, and what its JVM is told besides. */
  record Command(List<String> words, Path folder) {
    Command {
      words = List.copyOf(words);
    }

    /** The same with one more option of the JVM. */
    Command with(String option) {
      var more = new ArrayList<>(words);
      more.add(1, option);
      return new Command(more, folder);
    }

    /** Returns as soon as the process exists; its log goes into the folder. */
    OperatorProcess start(Path kubeconfig) {
      var all = new ArrayList<>(words);
      all.add("-kubeconfig=" + kubeconfig);
      all.add("-mesh-provider=gatewayapi:v1");
      var port = Loopback.freePorts(1).getFirst();
      all.add("-port=" + port);
      all.add("-log-level=info");
      long started = System.nanoTime();
      var metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
      return new OperatorProcess(OwnProcess.start("operator", folder, all), metrics, started);
    }
  }

  /** By {@link System#nanoTime()}, just before the process was forked. */
  long started() {
    return started;
  }

  /** How long processors have worked for it so far, in nanoseconds. */
  long cpu() {
    return ProcessHandle.of(process.pid())
        .flatMap(handle -> handle.info().totalCpuDuration())
        .orElseThrow()
        .toNanos();
  }

  /** Resident memory in MiB, as the kernel counts it. */
  double residentMebibytes() throws IOException {
    return mebibytes("VmRSS:");
  }

  /** The most resident memory since it was started, in MiB. */
  double peakMebibytes() throws IOException {
    return mebibytes("VmHWM:");
  }

  private double mebibytes(String key) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("no " + key + " of process " + process.pid());
  }

  /** How many series its metrics have of this name; none as long as it does not answer. */
  long series(String name) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(metrics).build();
    try {
      var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofLines());
      return answer.body().filter(line -> line.startsWith(name + "{")).count();
    } catch (ConnectException notYet) {
      return 0;
    }
  }

  /** Ends it as Kubernetes would, so that the Lease is given back. */
  @Override
  public void close() {
    process.stop(PATIENCE);
  }
}
