package io.guidon.operator.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hands the pieces of a streamed answer to the one thread that reads it, which asks for the next
 * piece only when it is done with the last.
 */
final class Chunks implements AsyncBody.Consumer<List<ByteBuffer>> {
  private final LinkedBlockingQueue<Chunk> arrived = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

  private sealed interface Chunk {
    record Bytes(List<ByteBuffer> buffers, AsyncBody more) implements Chunk {}

    record End(Optional<Throwable> failure) implements Chunk {}
  }

  @Override
  public void consume(List<ByteBuffer> buffers, AsyncBody body) {
    arrived.add(new Chunk.Bytes(buffers, body));
  }

  void end(Optional<Throwable> failure) {
    arrived.add(new Chunk.End(failure));
  }

  void readLines(Duration silence, ApiClient.LineReader lines) throws IOException {
    while (true) {
      switch (next(silence)) {
        case Chunk.Bytes(var buffers, var more) -> {
          for (var buffer : buffers) {
            split(buffer, lines);
          }
          more.consume();
        }
        case Chunk.End(var failure) -> {
          broken(failure);
          finish(lines);
          return;
        }
      }
    }
  }

  /**
   * The whole answer, as UTF-8.
   *
   * @throws IOException if it has not ended within {@code limit}
   */
  String readAll(Duration limit) throws IOException {
    var end = System.nanoTime() + limit.toNanos();
    while (true) {
      switch (next(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        case Chunk.Bytes(var buffers, var more) -> {
          for (var buffer : buffers) {
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            unfinished.writeBytes(bytes);
          }
          more.consume();
        }
        case Chunk.End(var failure) -> {
          broken(failure);
          return unfinished.toString(StandardCharsets.UTF_8);
        }
      }
    }
  }

  private static void broken(Optional<Throwable> failure) throws IOException {
    if (failure.isPresent()) {
      throw new IOException("the connection broke: " + failure.get().getMessage(), failure.get());
    }
  }

  private Chunk next(Duration silence) throws IOException {
    try {
      var chunk = arrived.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
      if (chunk == null) {
        throw new SilenceException("nothing was heard for " + silence.toSeconds() + " s");
      }
      return chunk;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the operator is stopping");
    }
  }

  private void split(ByteBuffer buffer, ApiClient.LineReader lines) throws IOException {
    while (buffer.hasRemaining()) {
      var next = buffer.get();
      if (next == '\n') {
        finish(lines);
      } else {
        unfinished.write(next);
      }
    }
  }

  private void finish(ApiClient.LineReader lines) throws IOException {
    if (unfinished.size() > 0) {
      var line = unfinished.toByteArray();
      unfinished.reset();
      lines.read(line);
    }
  }
}
