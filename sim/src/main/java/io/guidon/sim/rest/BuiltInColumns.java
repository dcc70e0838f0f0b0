package io.guidon.sim.rest;

import static io.guidon.sim.rest.Columns.NONE;
import static io.guidon.sim.rest.Columns.joined;
import static io.guidon.sim.rest.Columns.pairs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.rest.Tables.Column;
import io.guidon.sim.store.Trees;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** The columns that kubectl shows of the kinds that are compiled into the API server. */
final class BuiltInColumns {

  private BuiltInColumns() {}

  static List<Column> of(String kind, InstantSource clock) {
    var columns = new Columns(clock);
    if (kind.equals("Event")) {
      EventColumns.add(columns);
      return columns.all();
    }
    columns.name();
    switch (kind) {
      case "Pod" -> PodColumns.add(columns);
      case "Service" -> ServiceColumns.add(columns);
      case "EndpointSlice" -> ServiceColumns.addSlice(columns);
      case "HorizontalPodAutoscaler" -> ScalerColumns.add(columns);
      case "Deployment" -> deployment(columns);
      case "ReplicaSet" -> replicaSet(columns);
      case "StatefulSet" -> statefulSet(columns);
      case "DaemonSet" -> daemonSet(columns);
      case "Namespace" -> columns.text("Status", "status", "phase").age();
      case "ConfigMap" -> columns.number("Data", BuiltInColumns::data).age();
      case "Secret" -> columns.text("Type", "type").number("Data", BuiltInColumns::data).age();
      case "ServiceAccount" ->
          columns.number("Secrets", object -> object.path("secrets").size()).age();
      case "Lease" -> columns.text("Holder", "spec", "holderIdentity").age();
      case "ControllerRevision" -> revision(columns);
      case "CustomResourceDefinition" ->
          columns.text("Created At", "metadata", "creationTimestamp");
      default -> columns.age();
    }
    return columns.all();
  }

  private static void deployment(Columns columns) {
    columns
        .text("Ready", BuiltInColumns::ready)
        .number("Up-to-date", "status", "updatedReplicas")
        .number("Available", "status", "availableReplicas")
        .age();
    containers(columns);
    selector(columns);
  }

  private static void replicaSet(Columns columns) {
    columns
        .number("Desired", "spec", "replicas")
        .number("Current", "status", "replicas")
        .number("Ready", "status", "readyReplicas")
        .age();
    containers(columns);
    selector(columns);
  }

  private static void statefulSet(Columns columns) {
    columns.text("Ready", BuiltInColumns::ready).age();
    containers(columns);
  }

  private static void daemonSet(Columns columns) {
    columns
        .number("Desired", "status", "desiredNumberScheduled")
        .number("Current", "status", "currentNumberScheduled")
        .number("Ready", "status", "numberReady")
        .number("Up-to-date", "status", "updatedNumberScheduled")
        .number("Available", "status", "numberAvailable")
        .text(
            "Node Selector",
            object -> pairs(Trees.at(object, "spec", "template", "spec", "nodeSelector")))
        .age();
    containers(columns);
    selector(columns);
  }

  private static void revision(Columns columns) {
    columns
        .text(
            "Controller",
            object ->
                Trees.objects(object, "metadata", "ownerReferences").stream()
                    .filter(owner -> owner.path("controller").asBoolean())
                    .findFirst()
                    .map(BuiltInColumns::owner)
                    .orElse(NONE))
        .number("Revision", "revision")
        .age();
  }

  private static String owner(ObjectNode owner) {
    var apiVersion = Trees.text(owner, "apiVersion");
    int slash = apiVersion.indexOf('/');
    var group = slash < 0 ? "" : "." + apiVersion.substring(0, slash);
    return Trees.text(owner, "kind").toLowerCase(Locale.ROOT)
        + group
        + "/"
        + Trees.text(owner, "name");
  }

  private static void containers(Columns columns) {
    columns
        .wide("Containers", object -> joined(templateContainers(object), "name"))
        .wide("Images", object -> joined(templateContainers(object), "image"));
  }

  private static void selector(Columns columns) {
    columns.wide("Selector", object -> pairs(Trees.at(object, "spec", "selector", "matchLabels")));
  }

  private static List<ObjectNode> templateContainers(ObjectNode object) {
    return Trees.objects(object, "spec", "template", "spec", "containers");
  }

  private static String ready(ObjectNode object) {
    return Trees.at(object, "status", "readyReplicas").asInt()
        + "/"
        + Trees.at(object, "spec", "replicas").asInt();
  }

  private static int data(ObjectNode object) {
    return object.path("data").size() + object.path("binaryData").size();
  }
}
