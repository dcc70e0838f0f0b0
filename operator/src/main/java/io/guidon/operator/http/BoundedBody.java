package io.guidon.operator.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes the first 64 KiB of an answer as text and no more, and remembers that its status has come.
 */
final class BoundedBody implements BodyHandler<String> {
  private static final int MOST_BYTES = 64 * 1024;

  private volatile int status;

  /** The status, once the head of the answer is there. */
  Optional<Integer> status() {
    var seen = status;
    return seen == 0 ? Optional.empty() : Optional.of(seen);
  }

  @Override
  public BodySubscriber<String> apply(ResponseInfo head) {
    status = head.statusCode();
    return new Text();
  }

  private static final class Text implements BodySubscriber<String> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
      return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
      subscription = source;
      source.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (var buffer : buffers) {
        var part = new byte[Math.min(buffer.remaining(), MOST_BYTES - bytes.size())];
        buffer.get(part);
        bytes.writeBytes(part);
      }
      if (bytes.size() == MOST_BYTES && subscription != null) {
        subscription.cancel();
        onComplete();
      }
    }

    @Override
    public void onError(Throwable failure) {
      text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      text.complete(bytes.toString(StandardCharsets.UTF_8));
    }
  }
}
