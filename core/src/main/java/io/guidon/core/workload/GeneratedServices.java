package io.guidon.core.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import io.guidon.core.resource.ObjectMetadataBlock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The three Services of a Canary: {@code <apex>-canary}, {@code <apex>-primary} and {@code <apex>}
 * (spec/workloads.md §9, spec/routing/README.md §5).
 *
 * @param podTemplate of the target, for port discovery
 */
public record GeneratedServices(Canary canary, Selector.Found selector, JsonNode podTemplate) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final String HEADLESS = "None";
  private static final JsonNode NOTHING = MissingNode.getInstance();

  /** A Service by its name, the pods it selects, and the user's metadata for it. */
  private record Wanted(String name, ObjectNode selector, ObjectMetadataBlock block) {}

  /** Selects the target's pods. */
  public ServiceChange canary(Optional<? extends JsonNode> live) {
    return change(
        new Wanted(canary.canaryServiceName(), selector.canary(), canary.service().canary()), live);
  }

  /** Selects the primary's pods. */
  public ServiceChange primary(Optional<? extends JsonNode> live) {
    return change(
        new Wanted(canary.primaryServiceName(), selector.primary(), canary.service().primary()),
        live);
  }

  /** The Service that users know. */
  public ServiceChange apex(ServedBy served, Optional<? extends JsonNode> live) {
    var pods =
        switch (served) {
          case PRIMARY -> selector.primary();
          case CANARY -> selector.canary();
        };
    return change(new Wanted(canary.apexName(), pods, canary.service().apex()), live);
  }

  private ServiceChange change(Wanted wanted, Optional<? extends JsonNode> live) {
    return live.isPresent() && !Owner.of(canary).controlsByName(live.get())
        ? adoption(wanted, live.get())
        : new ServiceChange.Apply(
            ManagedBy.whereCreated(
                configuration(wanted, live.<JsonNode>map(found -> found).orElse(NOTHING)), live));
  }

  private ObjectNode configuration(Wanted wanted, JsonNode live) {
    var owner = Owner.of(canary);
    var object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "v1").put("kind", "Service");
    var metadata = object.putObject("metadata");
    metadata.put("name", wanted.name()).put("namespace", canary.namespace());

    var unmanaged = canary.service().unmanagedMetadata();
    var labels = ManagedBy.added(wanted.block().labels());
    labels.put(selector.key(), wanted.name());
    metadata.set("labels", respecting(unmanaged.labels(), labels, "labels", live));
    var annotations = ManagedAnnotations.added(wanted.block().annotations());
    metadata.set(
        "annotations", respecting(unmanaged.annotations(), annotations, "annotations", live));
    metadata.set("ownerReferences", owner.references());
    object.set("spec", spec(wanted, live.path("spec")));
    return object;
  }

  /**
   * Keys that others may change have the value that they have; once the Service is there, we add
   * none (§5.5).
   */
  private static ObjectNode respecting(
      List<String> unmanaged, Map<String, String> entries, String field, JsonNode live) {
    var respecting = new TreeMap<>(entries);
    if (live.isObject()) {
      var present = live.path("metadata").path(field);
      for (var key : unmanaged) {
        if (present.has(key)) {
          respecting.replace(key, present.path(key).asText());
        } else {
          respecting.remove(key);
        }
      }
    }
    return LabelRules.tree(respecting);
  }

  /**
   * Type, cluster IP and traffic distribution are chosen when the Service is created and left alone
   * after that.
   */
  private ObjectNode spec(Wanted wanted, JsonNode live) {
    var service = canary.service();
    var spec = JsonNodeFactory.instance.objectNode();
    spec.put("type", live.path("type").asText("ClusterIP"));
    var headless =
        live.isObject() ? live.path("clusterIP").asText().equals(HEADLESS) : service.headless();
    if (headless) {
      spec.put("clusterIP", HEADLESS);
    }
    var distribution =
        live.isObject()
            ? Optional.of(live.path("trafficDistribution").asText())
            : service.trafficDistribution();
    distribution
        .filter(preference -> !preference.isEmpty())
        .ifPresent(preference -> spec.put("trafficDistribution", preference));
    spec.set("selector", wanted.selector());
    var ports = spec.putArray("ports");
    for (var port : described()) {
      ports.add(withNodePort(port, live.path("ports")));
    }
    return spec;
  }

  private static ObjectNode withNodePort(ObjectNode port, JsonNode live) {
    for (var present : live) {
      if (present.path("name").equals(port.path("name")) && present.hasNonNull("nodePort")) {
        return port.set("nodePort", present.path("nodePort"));
      }
    }
    return port;
  }

  private ServiceChange adoption(Wanted wanted, JsonNode live) {
    var ports = live.path("spec").path("ports");
    var change = difference(live, wanted.selector(), UsersPorts.adopted(described(), ports));
    if (change.isEmpty()) {
      return new ServiceChange.Keep();
    }
    var merge = JsonNodeFactory.instance.objectNode();
    merge.putObject("metadata").set("annotations", ManagedAnnotations.tree());
    merge.set("spec", change);
    return new ServiceChange.Adopt(merge, Before.of(live, original(wanted, live)));
  }

  /**
   * The merge patch, to be fenced by the resourceVersion, that gives a user's own Service back as
   * it was; ports that the user added since then stay. Empty if there is nothing to give back.
   */
  public ObjectNode givingBack(Before before, JsonNode live) {
    var ports = UsersPorts.asBefore(before.ports(), described(), live.path("spec").path("ports"));
    var merge = JsonNodeFactory.instance.objectNode();
    var annotations = ManagedAnnotations.back(before.annotations(), live);
    if (!annotations.isEmpty()) {
      merge.putObject("metadata").set("annotations", annotations);
    }
    var spec = difference(live, before.selector(), ports);
    if (!spec.isEmpty()) {
      merge.set("spec", spec);
    }
    return merge;
  }

  private List<ObjectNode> described() {
    return ServicePorts.described(canary.service(), podTemplate);
  }

  private static ObjectNode difference(JsonNode live, JsonNode selector, ArrayNode ports) {
    var spec = live.path("spec");
    var change = JsonNodeFactory.instance.objectNode();
    var pods = MergePatch.exactly(spec.path("selector"), selector);
    if (!pods.isEmpty()) {
      change.set("selector", pods);
    }
    if (!UsersPorts.same(spec.path("ports"), ports)) {
      change.set("ports", ports);
    }
    return change;
  }

  /**
   * The selector to go back to: as it is, unless another operator adopted the Service before us.
   * Then what kubectl applied last counts, or else the target's pods (§5.7).
   */
  private ObjectNode original(Wanted wanted, JsonNode live) {
    var now = live.path("spec").path("selector");
    if (!wanted.name().equals(canary.apexName()) || !now.equals(selector.primary())) {
      return now instanceof ObjectNode selects ? selects : JsonNodeFactory.instance.objectNode();
    }
    return lastApplied(live).path("spec").path("selector") instanceof ObjectNode applied
        ? applied
        : selector.canary();
  }

  private static JsonNode lastApplied(JsonNode live) {
    try {
      return JSON.readTree(
          live.path("metadata").path("annotations").path(LAST_APPLIED).asText("{}"));
    } catch (JsonProcessingException e) {
      return NOTHING;
    }
  }
}
