package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.util.List;
import java.util.Locale;

/** What kubectl shows of Events. Their names, which nobody reads, come last. */
final class EventColumns {

  private EventColumns() {}

  static void add(Columns columns) {
    columns
        .text("Last Seen", event -> lastSeen(columns, event))
        .text("Type", "type")
        .text("Reason", "reason")
        .text(
            "Object",
            event ->
                Trees.text(event, "involvedObject", "kind").toLowerCase(Locale.ROOT)
                    + "/"
                    + Trees.text(event, "involvedObject", "name"))
        .wide("Subobject", event -> Trees.text(event, "involvedObject", "fieldPath"))
        .wide("Source", EventColumns::source)
        .text("Message", event -> Trees.text(event, "message").strip())
        .wide("First Seen", event -> columns.since(first(event, "firstTimestamp", "eventTime")))
        .wide("Count", event -> Integer.toString(count(event)))
        .wide("Name", event -> Trees.text(event, "metadata", "name"));
  }

  private static String lastSeen(Columns columns, ObjectNode event) {
    var series = Trees.text(event, "series", "lastObservedTime");
    return columns.since(
        series.isEmpty() ? first(event, "lastTimestamp", "eventTime", "firstTimestamp") : series);
  }

  private static String first(ObjectNode event, String... fields) {
    return List.of(fields).stream()
        .map(field -> Trees.text(event, field))
        .filter(time -> !time.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String source(ObjectNode event) {
    var component = Trees.text(event, "source", "component");
    var host = Trees.text(event, "source", "host");
    return component.isEmpty()
        ? Trees.text(event, "reportingComponent")
        : host.isEmpty() ? component : component + ", " + host;
  }

  private static int count(ObjectNode event) {
    int series = Trees.at(event, "series", "count").asInt();
    return series > 0 ? series : Math.max(1, event.path("count").asInt());
  }
}
