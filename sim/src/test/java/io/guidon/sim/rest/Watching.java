package io.guidon.sim.rest;

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

/** What a watch tells a client, line by line. */
final class Watching implements AutoCloseable {

  private final InputStream body;
  private final BlockingQueue<Optional<JsonNode>> told = new LinkedBlockingQueue<>();

  Watching(HttpResponse<InputStream> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    this.body = response.body();
    Thread.ofVirtual().start(this::listen);
  }

  /** The next event, which must come. */
  JsonNode next() {
    return take().orElseThrow(() -> new AssertionError("the watch ended"));
  }

  /** Checks what comes next: type and name of each event. */
  Watching expect(String... briefs) {
    for (String brief : briefs) {
      var event = next();
      assertThat(event.at("/type").asText() + " " + event.at("/object/metadata/name").asText())
          .isEqualTo(brief);
    }
    return this;
  }

  void expectEnd() {
    assertThat(take()).isEmpty();
  }

  private Optional<JsonNode> take() {
    try {
      var next = told.poll(60, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("the watch told nothing for 60 s");
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void listen() {
    try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          told.add(Optional.of(Served.parse(line)));
        }
      }
    } catch (IOException _) {
      // The end of the watch, by whichever side.
    } finally {
      told.add(Optional.empty());
    }
  }

  /** The client goes away. */
  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
