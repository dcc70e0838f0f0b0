package io.guidon.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.e2e.TakeOver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * As many Canaries as one likes, each in a namespace of its own and as Flagger 1.44 leaves one that
 * it has initialised: nobody has anything to do. Their analysis is five steps of 10 s.
 */
final class IdleCanaries {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 16;
  private static final int PRIMARY_PODS = 2;

  private final RawApi api;
  private final JsonNode moment = TakeOver.read("idle-initialized");
  private int count;

  IdleCanaries(RawApi api) {
    this.api = api;
  }

  /** The namespaces of those from {@code from} to before {@code to}, counted from 0. */
  static List<String> namespaces(int from, int to) {
    return IntStream.range(from, to).mapToObj("scale-%04d"::formatted).toList();
  }

  /** Creates what is missing to so many. */
  void growTo(int wanted) throws InterruptedException {
    inParallel(namespaces(count, wanted), this::create);
    count = wanted;
  }

  /** A new revision in each of these namespaces, as fast as the API server takes them. */
  void image(List<String> namespaces, String tag) throws InterruptedException {
    inParallel(
        namespaces,
        namespace -> {
          var change = JsonNodeFactory.instance.objectNode();
          ObjectNode template = template().deepCopy();
          ((ObjectNode) template.at("/spec/containers/0"))
              .put("image", "example.org/podinfo:" + tag);
          change.putObject("spec").set("template", template);
          api.merge(collection("apps/v1", "Deployment", namespace) + "/podinfo", change);
        });
  }

  private JsonNode template() {
    for (var item : moment) {
      if (item.path("kind").asText().equals("Deployment")) {
        return item.at("/spec/template");
      }
    }
    throw new IllegalStateException("the recorded moment has no Deployment");
  }

  private interface Step {
    void in(String namespace) throws IOException, InterruptedException;
  }

  private static void inParallel(List<String> namespaces, Step step) throws InterruptedException {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      var steps = new ArrayList<Callable<String>>();
      for (var namespace : namespaces) {
        steps.add(() -> {
          step.in(namespace);
          return namespace;
        });
      }
      for (var done : threads.invokeAll(steps)) {
        done.get();
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  private void create(String namespace) throws IOException, InterruptedException {
    var named = JsonNodeFactory.instance.objectNode();
    named.putObject("metadata").put("name", namespace);
    api.create("/api/v1/namespaces", named);
    var canaryUid = "";
    // The Canary is the first of the list.
    for (var item : moment) {
      var created = create(TakeOver.creatable(item, namespace, canaryUid));
      switch (created.path("kind").asText()) {
        case "Canary" -> {
          canaryUid = created.at("/metadata/uid").asText();
          status(created, item.path("status").deepCopy());
        }
        case "Deployment" -> {
          ObjectNode status = item.path("status").deepCopy();
          status.set("observedGeneration", created.at("/metadata/generation"));
          status(created, status);
        }
        case "Service" -> slice(created);
        // Its status is the gateway's.
        case "HTTPRoute" -> {}
        case String kind -> throw new IllegalStateException("not expected here: " + kind);
      }
    }
  }

  private JsonNode create(ObjectNode object) throws IOException, InterruptedException {
    if (object.path("kind").asText().equals("Canary")) {
      analyse(object.withObject("/spec/analysis"));
    }
    return api.create(
        collection(
                object.path("apiVersion").asText(),
                object.path("kind").asText(),
                object.at("/metadata/namespace").asText())
            + "?fieldManager=flagger",
        object);
  }

  private static void analyse(ObjectNode analysis) {
    analysis.put("interval", "10s").put("stepWeight", 10).put("maxWeight", 50);
    var metric = analysis.putArray("metrics").addObject();
    metric.put("name", "error-rate").put("interval", "1m");
    metric.putObject("templateRef").put("name", "error-rate").put("namespace", Tutorial.TEMPLATES);
    metric.putObject("thresholdRange").put("max", 1);
  }

  private void status(JsonNode of, JsonNode status) throws IOException, InterruptedException {
    var change = JsonNodeFactory.instance.objectNode();
    change.set("status", status);
    var path =
        collection(
            of.path("apiVersion").asText(),
            of.path("kind").asText(),
            of.at("/metadata/namespace").asText());
    api.merge(
        path + "/" + of.at("/metadata/name").asText() + "/status?fieldManager=flagger", change);
  }

  private void slice(JsonNode service) throws IOException, InterruptedException {
    var namespace = service.at("/metadata/namespace").asText();
    var isOfPrimary = service.at("/spec/selector/app").asText().endsWith("-primary");
    var slice =
        Workloads.slice(
            namespace, service.at("/metadata/name").asText(), isOfPrimary ? PRIMARY_PODS : 0);
    api.create(
        collection("discovery.k8s.io/v1", "EndpointSlice", namespace), JSON.valueToTree(slice));
  }

  private static String collection(String apiVersion, String kind, String namespace) {
    var group = apiVersion.contains("/") ? "/apis/" : "/api/";
    var lower = kind.toLowerCase(Locale.ROOT);
    var plural = lower.equals("canary") ? "canaries" : lower + "s";
    return group + apiVersion + "/namespaces/" + namespace + "/" + plural;
  }
}
