package io.guidon.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * etcd and kube-apiserver on loopback, with data of their own. There are no nodes, and no
 * controllers but those asked for. All processes end with {@link #stop()} or with this JVM,
 * whichever comes first.
 */
public final class ControlPlane implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final String API_SERVER = "kube-apiserver";

  private final Path programs;
  private final TemporaryFolder folder;
  private final URI etcd;
  private final Admin admin;
  private final Map<String, OwnProcess> processes = new LinkedHashMap<>();

  private ControlPlane(Path programs, TemporaryFolder folder) throws IOException {
    var ports = Loopback.freePorts(2);
    this.programs = programs;
    this.folder = folder;
    this.etcd = URI.create("http://127.0.0.1:" + ports.get(0));
    this.admin = Admin.of(folder.path(), URI.create("https://127.0.0.1:" + ports.get(1)));
  }

  /**
   * Starts a control plane of its own for the caller and returns when it is ready. Tests that can
   * share one take it from {@link OnControlPlane}.
   *
   * @param controllers names of controllers of kube-controller-manager to run, such as {@code
   *     garbage-collector-controller}
   * @throws IllegalStateException if it does not start, or cannot be built
   */
  public static ControlPlane start(String... controllers) {
    return switch (Binaries.build()) {
      case Binaries.Built built -> start(built, List.of(controllers));
      case Binaries.NoToolchain none -> throw new IllegalStateException(none.message());
    };
  }

  private static ControlPlane start(Binaries.Built built, List<String> controllers) {
    try {
      var folder = TemporaryFolder.create("guidon-control-plane-");
      var started = new ControlPlane(built.folder(), folder);
      Runtime.getRuntime().addShutdownHook(new Thread(started::stop));
      try {
        started.startEtcd();
        started.startApiServer();
        started.startControllers(controllers);
        return started;
      } catch (RuntimeException failed) {
        started.stop();
        throw failed;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where the API server listens. */
  public URI url() {
    return admin.url();
  }

  /** A kubeconfig with all rights; it stays valid over {@link #restartApiServer()}. */
  public Path kubeconfig() {
    return admin.kubeconfig();
  }

  /** The bearer token behind {@link #kubeconfig()}. */
  public String token() {
    return admin.token();
  }

  /**
   * Kills the API server as a crash would, and starts it again on the same port with the same data.
   */
  public void restartApiServer() {
    stopApiServer();
    startApiServer();
  }

  /**
   * Kills the API server alone; its clients see refused connections until {@link
   * #startApiServer()}.
   */
  public void stopApiServer() {
    var running = processes.remove(API_SERVER);
    if (running != null) {
      running.kill();
    }
  }

  /** Starts the API server and returns when it is ready. */
  public void startApiServer() {
    run(
            API_SERVER,
            "--etcd-servers=" + etcd,
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--secure-port=" + admin.url().getPort(),
            "--cert-dir=" + admin.certificates(),
            "--token-auth-file=" + admin.tokens(),
            "--authorization-mode=RBAC",
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-account-key-file=" + admin.verifyingKey(),
            "--service-account-signing-key-file=" + admin.signingKey(),
            "--service-cluster-ip-range=10.96.0.0/16",
            // Nobody creates the default service accounts that it would demand of each pod.
            "--disable-admission-plugins=ServiceAccount",
            // Nothing that tests look at, and each costs time at the start.
            "--endpoint-reconciler-type=none",
            "--enable-priority-and-fairness=false",
            "--profiling=false")
        .awaitReady(() -> admin.isAnswered("/readyz"), START_LIMIT);
  }

  /** Ends exactly the processes of this control plane and deletes its data. Again does nothing. */
  public void stop() {
    synchronized (processes) {
      processes.values().forEach(OwnProcess::kill);
      processes.clear();
    }
    folder.close();
  }

  @Override
  public void close() {
    stop();
  }

  private void startEtcd() {
    var peers = "http://127.0.0.1:" + Loopback.freePorts(1).getFirst();
    run(
            "etcd",
            "--unsafe-no-fsync",
            "--data-dir=" + folder.path().resolve("etcd"),
            "--listen-client-urls=" + etcd,
            "--advertise-client-urls=" + etcd,
            "--listen-peer-urls=" + peers,
            "--initial-advertise-peer-urls=" + peers,
            "--initial-cluster=default=" + peers,
            // It is alone: there is nobody to wait for before it elects itself.
            "--heartbeat-interval=10",
            "--election-timeout=100",
            "--log-level=warn")
        .awaitReady(() -> Loopback.isOk(etcd.resolve("/health")), START_LIMIT);
  }

  private void startControllers(List<String> controllers) {
    if (controllers.isEmpty()) {
      return;
    }
    run(
        "kube-controller-manager",
        "--kubeconfig=" + admin.kubeconfig(),
        "--controllers=" + String.join(",", controllers),
        "--leader-elect=false",
        "--secure-port=0");
  }

  private OwnProcess run(String program, String... options) {
    var command = new ArrayList<>(List.of(programs.resolve(program).toString()));
    command.addAll(List.of(options));
    synchronized (processes) {
      var process = OwnProcess.start(program, folder.path(), command);
      processes.put(program, process);
      return process;
    }
  }
}
