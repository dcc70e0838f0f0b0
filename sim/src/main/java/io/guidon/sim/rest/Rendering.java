package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.time.InstantSource;
import java.util.List;

/** Brings objects into the form that a client wants to see. */
final class Rendering {

  private final Target target;
  private final View view;
  private final Tables tables;
  private final String include;

  private Rendering(Target target, View view, Tables tables, String include) {
    this.target = target;
    this.view = view;
    this.tables = tables;
    this.include = include;
  }

  static Rendering of(Target target, Call call, InstantSource clock) {
    return new Rendering(
        target, View.of(call), new Tables(target, clock), call.parameter("includeObject"));
  }

  /** One object. */
  ObjectNode one(ObjectNode object) {
    return switch (view) {
      case OBJECT -> object;
      case METADATA -> metadata(object);
      case TABLE -> tables.of(List.of(object), include, version(object));
    };
  }

  /** A list, or a part of one. */
  ObjectNode list(Lists.Part part) {
    var list =
        switch (view) {
          case TABLE -> tables.of(part.items(), include, Long.toString(part.version()));
          case METADATA -> listOf("PartialObjectMetadataList", "meta.k8s.io/v1");
          case OBJECT -> listOf(target.type().kind() + "List", target.apiVersion());
        };
    var metadata = Trees.need(list, "metadata");
    metadata.put("resourceVersion", Long.toString(part.version()));
    if (!part.next().isEmpty()) {
      metadata.put("continue", part.next());
    }
    if (part.left() > 0) {
      metadata.put("remainingItemCount", part.left());
    }
    if (view != View.TABLE) {
      var items = list.putArray("items");
      part.items().forEach(object -> items.add(item(object)));
    }
    return list;
  }

  private ObjectNode item(ObjectNode object) {
    if (view == View.METADATA) {
      return metadata(object);
    }
    // The lists of compiled types do not repeat in each item what they say themselves.
    return target.type().isCustom() ? object : object.without(List.of("apiVersion", "kind"));
  }

  private static ObjectNode listOf(String kind, String apiVersion) {
    var list = Trees.object().put("kind", kind).put("apiVersion", apiVersion);
    list.putObject("metadata");
    return list;
  }

  private static ObjectNode metadata(ObjectNode object) {
    var partial =
        Trees.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    partial.set("metadata", object.path("metadata"));
    return partial;
  }

  private static String version(ObjectNode object) {
    return Trees.text(object, "metadata", "resourceVersion");
  }
}
