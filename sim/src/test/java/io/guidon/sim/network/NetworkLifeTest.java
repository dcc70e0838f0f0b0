package io.guidon.sim.network;

import static io.guidon.sim.network.LiveCluster.WEB;
import static io.guidon.sim.network.LiveCluster.assertStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.guidon.sim.Manifests;
import io.guidon.sim.network.http.HttpListener;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import io.guidon.sim.prometheus.Sample;
import io.guidon.sim.store.Trees;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The network as a whole: under load, as a proxy, in numbers, and at its end. */
@Isolated("counts the threads of the process")
final class NetworkLifeTest {

  private static final String ROUTE = "- backendRefs: [{name: podinfo, port: 80}]\n";

  private final LiveCluster cluster = new LiveCluster().withGateway();

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  void losesNoRequestWhilePodsAreReplaced() throws Exception {
    cluster.withApp("podinfo", "podinfo:1.0.0", 3).withRoute(ROUTE);
    var done = new AtomicBoolean();
    var sent = new AtomicInteger();
    var failed = new ConcurrentLinkedQueue<String>();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String method = i == 0 ? "POST" : "GET";
        running.add(
            clients.submit(() -> {
              while (!done.get()) {
                load(method, failed);
                sent.incrementAndGet();
              }
            }));
      }
      for (String version : List.of("2.0.0", "3.0.0")) {
        cluster.edit(
            Manifests.TARGET,
            tree ->
                Trees.objects(tree, "spec", "template", "spec", "containers")
                    .getFirst()
                    .put("image", "podinfo:" + version));
        cluster.await("only " + version + " runs", () -> onlyRuns(version));
      }
      done.set(true);
      for (var client : running) {
        client.get();
      }
    }

    assertThat(failed).isEmpty();
    assertThat(sent.get()).isGreaterThan(100);
    assertThat(cluster.get("/version").body().text()).contains("3.0.0");
  }

  @Test
  void isAProxyForAnyClient() throws Exception {
    cluster.withApp("podinfo", "podinfo:1.0.0", 1).withRoute(ROUTE);
    var proxy = ProxySelector.of(cluster.network().proxyAddress());
    try (var client = HttpClient.newBuilder().proxy(proxy).build()) {
      for (String host :
          List.of(
              "podinfo.test",
              "podinfo.test:80",
              "podinfo.test.svc",
              "podinfo.test.svc.cluster.local")) {
        assertThat(body(client, "http://" + host + "/version")).contains("1.0.0");
      }
      assertThat(body(client, "http://podinfo.test")).contains("greetings");
      assertThat(body(client, "http://podinfo.test:81/")).contains("has no port 81, it has [80]");
      assertThat(body(client, "http://nobody.test/")).contains("no Service and no Gateway");
    }
  }

  @Test
  void leadsRegisteredNamesOutOfTheCluster() {
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor();
        var outside =
            HttpListener.start(request -> Response.text(200, "asked " + request.target()), tasks)) {
      cluster
          .network()
          .external(
              "prometheus.istio-system",
              9090,
              URI.create("http://127.0.0.1:" + outside.address().getPort()));

      assertThat(
              cluster
                  .visit("http://prometheus.istio-system:9090/api/v1/query?query=1")
                  .body()
                  .text())
          .isEqualTo("asked /api/v1/query?query=1");
      assertStatus(cluster.visit("http://prometheus.istio-system/"), 502);
    }
  }

  @Test
  void reachesTheGatewayByTheNameOfItsService() {
    cluster.withApp("podinfo", "podinfo:1.0.0", 1).withRoute(ROUTE);

    assertThat(
            cluster
                .send(
                    Request.get("http://gateway-istio.istio-ingress/version")
                        .withHeader("Host", WEB))
                .body()
                .text())
        .contains("1.0.0");
    assertStatus(cluster.visit("http://gateway-istio.istio-ingress/version"), 404);
  }

  @Test
  void countsRequestsAsIstioAndAsPodinfoDo() {
    cluster.withApp("podinfo", "podinfo:1.0.0", 1).withRoute(ROUTE);

    for (int i = 0; i < 10; i++) {
      cluster.get(i < 3 ? "/status/503" : "/version");
    }

    for (String reporter : List.of("source", "destination")) {
      assertThat(
              sum(
                  "istio_requests_total",
                  "reporter=" + reporter,
                  "destination_workload=podinfo",
                  "destination_workload_namespace=test",
                  "response_code=503"))
          .isEqualTo(3);
      assertThat(
              sum(
                  "istio_request_duration_milliseconds_bucket",
                  "reporter=" + reporter,
                  "destination_workload=podinfo",
                  "le=+Inf"))
          .isEqualTo(10);
    }
    String pod = Trees.text(cluster.pods("podinfo").getFirst(), "metadata", "name");
    assertThat(
            sum(
                "http_request_duration_seconds_count",
                "kubernetes_namespace=test",
                "kubernetes_pod_name=" + pod,
                "status=503"))
        .isEqualTo(3);
    assertThat(cluster.visit("http://podinfo.test/metrics").body().text())
        .contains("http_requests_total{status=\"503\"} 3");
  }

  @Test
  void leavesNothingBehind(@TempDir Path folder) throws IOException {
    cluster.withApp("podinfo", "podinfo:1.0.0", 2).withRoute(ROUTE);
    assertStatus(cluster.get("/"), 200);
    assertThat(threads(folder.resolve("before"))).contains("network-");
    var address = cluster.network().gatewayAddress();
    var endpoint = cluster.served().getLast().pod().orElseThrow().address();

    cluster.network().close();

    assertThat(threads(folder.resolve("after"))).doesNotContain("network-");
    for (InetSocketAddress gone : List.of(address, endpoint)) {
      assertThatThrownBy(() -> new Socket(gone.getAddress(), gone.getPort()).close())
          .isInstanceOf(IOException.class);
    }
  }

  private void load(String method, ConcurrentLinkedQueue<String> failed) {
    try {
      var request =
          Request.get(method.equals("POST") ? "/echo" : "/version").withHeader("Host", WEB);
      var response =
          cluster.send(new Request(method, request.target(), request.headers(), request.body()));
      if (response.status() >= 300) {
        failed.add(response.status() + " " + response.body().text());
      }
    } catch (RuntimeException e) {
      failed.add(e.toString());
    }
  }

  private boolean onlyRuns(String version) {
    var pods = cluster.pods("podinfo");
    return pods.size() == 3
        && cluster.readyEndpoints("podinfo") == 3
        && pods.stream()
            .flatMap(pod -> Trees.objects(pod, "spec", "containers").stream())
            .allMatch(container -> Trees.text(container, "image").endsWith(version));
  }

  private static String body(HttpClient client, String url)
      throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  /** The sum of all series of this name that have these labels. */
  private double sum(String name, String... labels) {
    return cluster
        .network()
        .metrics()
        .scrape()
        .filter(sample -> sample.name().equals(name))
        .filter(sample -> List.of(labels).stream().allMatch(label -> has(sample, label)))
        .mapToDouble(Sample::value)
        .sum();
  }

  private static boolean has(Sample sample, String label) {
    var parts = label.split("=", 2);
    return parts[1].equals(sample.labels().get(parts[0]));
  }

  /** The names of all threads, virtual ones too. */
  private static String threads(Path file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
    return Files.readString(file);
  }
}
