package io.guidon.sim.store;

import io.guidon.sim.schema.Schema;
import io.guidon.sim.store.Shape.Fields;
import io.guidon.sim.store.Shape.Items;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one table of list and map types: from the OpenAPI document of Kubernetes 1.36 for the
 * built-in kinds, from the CRDs for the others.
 */
final class Shapes {

  private static final Shape GRANULAR = Fields.PLAIN;
  private static final Shape ATOMIC = new Shape.Atomic();
  private static final Shape SET = new Items(ItemKey.VALUE, GRANULAR);

  private static final Shape METADATA =
      fields(Map.of("finalizers", SET, "ownerReferences", itemsBy(ATOMIC, "uid")));
  private static final Shape CONDITIONS = itemsBy(GRANULAR, "type");

  private static final Shape ENV =
      itemsBy(
          fields(
              Map.of(
                  "valueFrom",
                  fields(
                      Map.of(
                          "configMapKeyRef", ATOMIC,
                          "secretKeyRef", ATOMIC,
                          "fieldRef", ATOMIC,
                          "resourceFieldRef", ATOMIC,
                          "fileKeyRef", ATOMIC)))),
          "name");

  private static final Shape CONTAINERS =
      itemsBy(
          fields(
              Map.of(
                  "env", ENV,
                  "ports", itemsBy(GRANULAR, "containerPort", "protocol"),
                  "volumeMounts", itemsBy(GRANULAR, "mountPath"),
                  "volumeDevices", itemsBy(GRANULAR, "devicePath"),
                  "resources", fields(Map.of("claims", itemsBy(GRANULAR, "name"))))),
          "name");

  private static final Shape NODE_AFFINITY =
      fields(Map.of("requiredDuringSchedulingIgnoredDuringExecution", ATOMIC));

  private static final Shape POD_SPEC =
      fields(
          Map.ofEntries(
              Map.entry("containers", CONTAINERS),
              Map.entry("initContainers", CONTAINERS),
              Map.entry("ephemeralContainers", CONTAINERS),
              Map.entry("volumes", itemsBy(GRANULAR, "name")),
              Map.entry("imagePullSecrets", itemsBy(ATOMIC, "name")),
              Map.entry("hostAliases", itemsBy(GRANULAR, "ip")),
              Map.entry("resourceClaims", itemsBy(GRANULAR, "name")),
              Map.entry("schedulingGates", itemsBy(GRANULAR, "name")),
              Map.entry(
                  "topologySpreadConstraints",
                  itemsBy(
                      fields(Map.of("labelSelector", ATOMIC)), "topologyKey", "whenUnsatisfiable")),
              Map.entry("nodeSelector", ATOMIC),
              Map.entry("affinity", fields(Map.of("nodeAffinity", NODE_AFFINITY)))));

  private static final Shape WORKLOAD =
      kind(
          fields(
              Map.of(
                  "selector",
                  ATOMIC,
                  "template",
                  fields(Map.of("metadata", METADATA, "spec", POD_SPEC)))));

  private static final Shape SERVICE =
      kind(fields(Map.of("selector", ATOMIC, "ports", itemsBy(GRANULAR, "port", "protocol"))));

  private static final Shape HTTP_ROUTE =
      kind(fields(Map.of("rules", ATOMIC, "parentRefs", ATOMIC, "hostnames", ATOMIC)));

  private static final Shape CONTROLLER_REVISION =
      fields(Map.of("metadata", METADATA, "data", ATOMIC));

  /**
   * Lists of custom resources are atomic unless their CRD says otherwise, and Flagger's says
   * nothing.
   */
  private static final Shape CUSTOM = fields(Map.of("metadata", METADATA));

  private static final Shape POD =
      fields(
          Map.of(
              "metadata",
              METADATA,
              "spec",
              POD_SPEC,
              "status",
              fields(Map.of("conditions", CONDITIONS))));

  private static final Map<String, Shape> BY_KIND =
      Map.of(
          "apps/Deployment", WORKLOAD,
          "apps/DaemonSet", WORKLOAD,
          "apps/ReplicaSet", WORKLOAD,
          "apps/StatefulSet", WORKLOAD,
          "apps/ControllerRevision", CONTROLLER_REVISION,
          "/Pod", POD,
          "/Service", SERVICE,
          "autoscaling/HorizontalPodAutoscaler", kind(GRANULAR),
          "gateway.networking.k8s.io/HTTPRoute", HTTP_ROUTE);

  private Shapes() {}

  static Shape of(Kind kind) {
    return BY_KIND.getOrDefault(kind.group() + "/" + kind.name(), CUSTOM);
  }

  /** What the CustomResourceDefinition says; what it says nothing of is owned field by field. */
  static Shape of(Schema schema) {
    var shapes = new HashMap<String, Shape>();
    schema.properties().forEach((field, part) -> shapes.put(field, part(part)));
    shapes.put("metadata", METADATA);
    return fields(shapes);
  }

  private static Shape part(Schema schema) {
    if (schema.items().isPresent()) {
      var item = part(schema.items().get());
      return switch (schema.listType()) {
        case "map" -> new Items(new ItemKey(schema.listMapKeys()), item);
        case "set" -> new Items(ItemKey.VALUE, item);
        default -> ATOMIC;
      };
    }
    if (schema.mapType().equals("atomic")) {
      return ATOMIC;
    }
    var shapes = new HashMap<String, Shape>();
    schema.properties().forEach((field, below) -> shapes.put(field, part(below)));
    return shapes.isEmpty() ? GRANULAR : fields(shapes);
  }

  private static Shape kind(Shape spec) {
    var shapes = new HashMap<String, Shape>();
    shapes.put("metadata", METADATA);
    shapes.put("spec", spec);
    shapes.put("status", fields(Map.of("conditions", CONDITIONS)));
    return fields(shapes);
  }

  private static Shape fields(Map<String, Shape> shapes) {
    return new Fields(shapes);
  }

  private static Shape itemsBy(Shape item, String... keys) {
    return new Items(new ItemKey(List.of(keys)), item);
  }
}
