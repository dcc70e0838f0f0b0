package io.guidon.e2e.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.guidon.e2e.contract.Connection.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.TestInfo;

/** An API server as one case sees it: with a namespace that it has for itself. */
final class Api implements AutoCloseable {

  private static final int NAME_LENGTH = 40;
  private static final int LIMIT_SECONDS = 60;

  private final Connection connection;
  private final String namespace;
  private final Deque<Runnable> cleaning = new ArrayDeque<>();

  private Api(Connection connection, String namespace) {
    this.connection = connection;
    this.namespace = namespace;
  }

  static Api open(Connection connection, TestInfo test) {
    var api = new Api(connection, nameFor(test));
    api.namespaces().create("metadata: {name: %s}".formatted(api.namespace)).created();
    api.afterwards(() -> api.namespaces().delete(api.namespace));
    return api;
  }

  /** The name of the case's own namespace; a DNS label. */
  String namespace() {
    return namespace;
  }

  Endpoint configMaps() {
    return in("v1", "configmaps", "ConfigMap");
  }

  Endpoint secrets() {
    return in("v1", "secrets", "Secret");
  }

  Endpoint services() {
    return in("v1", "services", "Service");
  }

  Endpoint pods() {
    return in("v1", "pods", "Pod");
  }

  Endpoint events() {
    return in("v1", "events", "Event");
  }

  Endpoint deployments() {
    return in("apps/v1", "deployments", "Deployment");
  }

  Endpoint controllerRevisions() {
    return in("apps/v1", "controllerrevisions", "ControllerRevision");
  }

  Endpoint leases() {
    return in("coordination.k8s.io/v1", "leases", "Lease");
  }

  Endpoint autoscalers() {
    return in("autoscaling/v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler");
  }

  Endpoint endpointSlices() {
    return in("discovery.k8s.io/v1", "endpointslices", "EndpointSlice");
  }

  Endpoint namespaces() {
    return clusterWide("v1", "namespaces", "Namespace");
  }

  Endpoint definitions() {
    return clusterWide(
        "apiextensions.k8s.io/v1", "customresourcedefinitions", "CustomResourceDefinition");
  }

  /** A kind in the case's own namespace. */
  Endpoint in(String apiVersion, String resource, String kind) {
    return in(namespace, apiVersion, resource, kind);
  }

  Endpoint in(String otherNamespace, String apiVersion, String resource, String kind) {
    var path = root(apiVersion) + "/namespaces/" + otherNamespace + "/" + resource;
    return new Endpoint(connection, path, apiVersion, kind);
  }

  /** A kind without namespaces, or in all of them. */
  Endpoint clusterWide(String apiVersion, String resource, String kind) {
    return new Endpoint(connection, root(apiVersion) + "/" + resource, apiVersion, kind);
  }

  /** A group of custom resources that nobody else uses. */
  String ownGroup() {
    return namespace + ".example.com";
  }

  /**
   * Installs a custom resource named Widget in {@link #ownGroup} and returns when it is served.
   *
   * @param version what goes into the only element of {@code spec.versions}, but for its name,
   *     which is v1
   */
  Endpoint widgets(String version) {
    define(version);
    var widgets = in(ownGroup() + "/v1", "widgets", "Widget");
    await().atMost(LIMIT_SECONDS, SECONDS).until(() -> widgets.list().code() == 200);
    return widgets;
  }

  private void define(String version) {
    var definition =
        Trees.object(
            """
            metadata: {name: widgets.%1$s}
            spec:
              group: %1$s
              scope: Namespaced
              names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}
            """
                .formatted(ownGroup()));
    var only = Trees.object(version).put("name", "v1").put("served", true).put("storage", true);
    definition.withObject("/spec").putArray("versions").add(only);
    afterwards(() -> definitions().delete("widgets." + ownGroup()));
    definitions().create(definition.toString()).created();
  }

  /** GET of any path. */
  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /**
   * Any request.
   *
   * @param headers each one as {@code Name: value}
   */
  Answer send(String method, String path, String body, String... headers) {
    var all = new HashMap<String, String>();
    for (var header : headers) {
      var parts = header.split(": ", 2);
      all.put(parts[0], parts[1]);
    }
    return connection.send(new Request(method, path, Map.copyOf(all), body));
  }

  /** What is to be done when the case has ended, the last one first. */
  void afterwards(Runnable clean) {
    cleaning.push(clean);
  }

  @Override
  public void close() {
    cleaning.forEach(Runnable::run);
  }

  private static String root(String apiVersion) {
    return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
  }

  private static String nameFor(TestInfo test) {
    var method = test.getTestMethod().orElseThrow().getName();
    var label = method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return label.substring(0, Math.min(NAME_LENGTH, label.length()))
        + "-"
        + UUID.randomUUID().toString().substring(0, 8);
  }
}
