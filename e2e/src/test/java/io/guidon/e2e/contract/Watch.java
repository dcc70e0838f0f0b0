package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the server tells on one watch, in its order. */
final class Watch implements AutoCloseable {

  private static final int LIMIT_SECONDS = 60;

  private final InputStream body;
  private final BlockingQueue<Optional<Event>> told = new LinkedBlockingQueue<>();

  private Watch(InputStream body) {
    this.body = body;
    Thread.ofVirtual().start(this::listen);
  }

  static Watch of(HttpResponse<InputStream> response) {
    assertThat(response.statusCode())
        .as("a watch answered with code 200: %s", response.uri())
        .isEqualTo(200);
    return new Watch(response.body());
  }

  /** One line of a watch. */
  record Event(String type, JsonNode object) {
    /** Type and name, such as {@code ADDED a}. */
    String brief() {
      return type + " " + object.at("/metadata/name").asText();
    }

    String resourceVersion() {
      return object.at("/metadata/resourceVersion").asText();
    }
  }

  /** The next event, which must come. */
  Event next() {
    return take().orElseThrow(() -> new AssertionError("the watch ended"));
  }

  /** Checks what the next events are. */
  Watch expect(String... briefs) {
    for (var brief : briefs) {
      assertThat(next().brief()).isEqualTo(brief);
    }
    return this;
  }

  /** Checks that the server ends the watch, with nothing before that. */
  void expectEnd() {
    assertThat(take()).isEmpty();
  }

  private Optional<Event> take() {
    try {
      var next = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("the watch told nothing for %d s".formatted(LIMIT_SECONDS));
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while watching", e);
    }
  }

  private void listen() {
    try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var event = Connection.parse(line);
        told.add(Optional.of(new Event(event.path("type").asText(), event.path("object"))));
      }
    } catch (IOException closed) {
      // Ours, or one that a case notices as the end of the watch.
    } finally {
      told.add(Optional.empty());
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
