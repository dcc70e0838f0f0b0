package io.guidon.sim.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pods of one pod template of a Deployment. */
final class ModelReplicaSet {

  /** The label by which the pods of a template are known. */
  static final String HASH = "pod-template-hash";

  private final String name;
  private final JsonNode template;
  private final List<ModelPod> pods = new ArrayList<>();

  ModelReplicaSet(String deployment, JsonNode template) {
    this.name = deployment + "-" + hash(template);
    this.template = template;
  }

  String name() {
    return name;
  }

  boolean runs(JsonNode podTemplate) {
    return template.equals(podTemplate);
  }

  List<ModelPod> pods() {
    return pods;
  }

  int size() {
    return pods.size();
  }

  int ready() {
    return (int) pods.stream().filter(ModelPod::isReady).count();
  }

  /** How many pods are ready for long enough. */
  int available(Instant now, Duration minReady) {
    return (int)
        pods.stream()
            .filter(pod -> pod.isReady() && !pod.since().plus(minReady).isAfter(now))
            .count();
  }

  ModelPod start(int number, Instant now) {
    var pod = new ModelPod(this, number, now);
    pods.add(pod);
    return pod;
  }

  Map<String, String> labels() {
    var labels = new LinkedHashMap<String, String>();
    Trees.at(template, "metadata", "labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    labels.put(HASH, hash());
    return Map.copyOf(labels);
  }

  String hash() {
    return hash(template);
  }

  /** The pod template as the ReplicaSet has it. */
  ObjectNode labelledTemplate() {
    return template instanceof ObjectNode object
        ? Trees.with(object, copy -> Trees.need(copy, "metadata", "labels").put(HASH, hash()))
        : Trees.object();
  }

  /** Numbers of the ports that have names. */
  Map<String, Integer> ports() {
    var ports = new LinkedHashMap<String, Integer>();
    for (var container : Trees.objects(template, "spec", "containers")) {
      for (var port : Trees.objects(container, "ports")) {
        if (port.has("name")) {
          ports.put(Trees.text(port, "name"), port.path("containerPort").asInt());
        }
      }
    }
    return Map.copyOf(ports);
  }

  String image() {
    return Trees.objects(template, "spec", "containers").stream()
        .findFirst()
        .map(container -> Trees.text(container, "image"))
        .orElse("");
  }

  /** Ends {@code count} pods, those that are not ready first. */
  void stop(int count) {
    for (int i = 0; i < count && !pods.isEmpty(); i++) {
      var victim = pods.stream().filter(pod -> !pod.isReady()).findFirst().orElseGet(pods::getLast);
      victim.end();
      pods.remove(victim);
    }
  }

  /** Ends this very pod. Returns whether it is one of these. */
  boolean stop(String pod) {
    var victims = pods.stream().filter(some -> some.name().equals(pod)).toList();
    victims.forEach(ModelPod::end);
    return pods.removeAll(victims);
  }

  private static String hash(JsonNode template) {
    return Integer.toUnsignedString(template.toString().hashCode(), 36);
  }
}
