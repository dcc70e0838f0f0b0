package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.network.http.Header;
import io.guidon.sim.network.http.Headers;
import io.guidon.sim.store.Trees;
import java.util.List;

/** A RequestHeaderModifier or ResponseHeaderModifier. */
record HeaderEdits(List<Header> set, List<Header> add, List<String> remove) {

  HeaderEdits {
    set = List.copyOf(set);
    add = List.copyOf(add);
    remove = List.copyOf(remove);
  }

  static HeaderEdits parse(JsonNode modifier) {
    return new HeaderEdits(
        headers(modifier, "set"), headers(modifier, "add"), Trees.texts(modifier, "remove"));
  }

  Headers apply(Headers headers) {
    var edited = headers;
    for (var header : set) {
      edited = edited.set(header.name(), header.value());
    }
    for (var header : add) {
      edited = edited.add(header.name(), header.value());
    }
    for (var name : remove) {
      edited = edited.remove(name);
    }
    return edited;
  }

  private static List<Header> headers(JsonNode modifier, String field) {
    return Trees.objects(modifier, field).stream()
        .map(entry -> new Header(Trees.text(entry, "name"), Trees.text(entry, "value")))
        .toList();
  }
}
