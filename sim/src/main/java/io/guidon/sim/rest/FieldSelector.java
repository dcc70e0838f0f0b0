package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.store.ResourceType;
import io.guidon.sim.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A field selector as it stands in a query: {@code metadata.name=web,type!=Normal}. */
record FieldSelector(List<Term> terms) {

  private static final List<String> METADATA = List.of("metadata.name", "metadata.namespace");

  /** What can be selected by besides the metadata. */
  private static final Map<String, List<String>> BY_KIND =
      Map.of(
          "Event",
          List.of(
              "involvedObject.kind",
              "involvedObject.namespace",
              "involvedObject.name",
              "involvedObject.uid",
              "involvedObject.apiVersion",
              "involvedObject.resourceVersion",
              "involvedObject.fieldPath",
              "reason",
              "reportingComponent",
              "source",
              "type"),
          "Pod",
          List.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "spec.hostNetwork",
              "status.phase",
              "status.podIP",
              "status.nominatedNodeName"),
          "Namespace",
          List.of("status.phase"),
          "ReplicaSet",
          List.of("status.replicas"),
          "Secret",
          List.of("type"),
          "Node",
          List.of("spec.unschedulable"));

  FieldSelector {
    terms = List.copyOf(terms);
  }

  record Term(String field, String value, Sense sense) {
    enum Sense {
      EQUAL,
      DIFFERENT
    }
  }

  /** Selects everything if {@code text} is empty. */
  static FieldSelector of(String text, ResourceType type) {
    var terms = new ArrayList<Term>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        terms.add(term(part, type));
      }
    }
    return new FieldSelector(terms);
  }

  boolean selects(JsonNode object) {
    return terms.stream()
        .allMatch(term -> {
          boolean equal = value(object, term.field()).equals(term.value());
          return term.sense() == Term.Sense.EQUAL ? equal : !equal;
        });
  }

  private static Term term(String part, ResourceType type) {
    int at = part.indexOf('=');
    if (at <= 0) {
      throw Refusal.badRequest("invalid selector: '" + part + "'; can't understand '" + part + "'");
    }
    boolean different = part.charAt(at - 1) == '!';
    boolean twice = part.startsWith("==", at);
    var field = part.substring(0, different ? at - 1 : at);
    checkField(field, type);
    return new Term(
        field,
        part.substring(at + (twice ? 2 : 1)),
        different ? Term.Sense.DIFFERENT : Term.Sense.EQUAL);
  }

  private static void checkField(String field, ResourceType type) {
    var known = new TreeSet<>(METADATA);
    if (!type.isCustom()) {
      known.addAll(BY_KIND.getOrDefault(type.kind(), List.of()));
    }
    if (known.contains(field)) {
      return;
    }
    if (type.isCustom()) {
      throw Refusal.badRequest("field label not supported: " + field);
    }
    if (BY_KIND.containsKey(type.kind())) {
      throw Refusal.badRequest("field label not supported: " + field);
    }
    throw Refusal.badRequest(
        "\""
            + field
            + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
  }

  private static String value(JsonNode object, String field) {
    if (field.equals("source") && object.path("source").isObject()) {
      return Trees.text(object, "source", "component");
    }
    return Trees.text(object, field.split("\\.", -1));
  }
}
