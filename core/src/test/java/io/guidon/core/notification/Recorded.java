package io.guidon.core.notification;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What Flagger 1.44 was seen to say; without the recordings, the tests that need them are reported
 * as skipped.
 */
final class Recorded {
  private static final YAMLMapper YAML = new YAMLMapper();

  private Recorded() {}

  static JsonNode trace(String name) {
    return read(traces().resolve(name + ".yaml"));
  }

  /** The messages of all events in all recordings. */
  static Set<String> eventMessages() {
    var messages = new HashSet<String>();
    for (var trace : all()) {
      trace.path("events").forEach(event -> messages.add(event.path("message").asText()));
      for (var hook : trace.path("hooks")) {
        messages.add(hook.path("body").path("metadata").path("eventMessage").asText());
      }
    }
    return messages;
  }

  /** The texts of all Slack alerts in all recordings. */
  static Set<String> alertTexts() {
    var texts = new HashSet<String>();
    for (var trace : all()) {
      for (var alert : trace.path("alerts")) {
        texts.add(alert.path("body").path("attachments").path(0).path("text").asText());
      }
    }
    return texts;
  }

  private static List<JsonNode> all() {
    try (var files = Files.list(traces())) {
      return files.map(Recorded::read).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path traces() {
    var folder =
        Path.of(
            System.getProperty("guidon.shared", "../../shared"),
            "conformance",
            "traces",
            "flagger-1.44");
    assumeThat(folder).exists();
    return folder;
  }
}
