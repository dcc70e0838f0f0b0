package io.guidon.operator.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token that somebody renews in its file, as the kubelet does; the last one that was readable.
 */
final class TokenFile implements Supplier<Optional<String>> {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

  private final Path file;
  private volatile Optional<String> last = Optional.empty();

  TokenFile(Path file) {
    this.file = file;
  }

  @Override
  public Optional<String> get() {
    try {
      last = Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty());
    } catch (IOException unreadable) {
      LOG.atWarn().log("the token of the API server cannot be read: {}", unreadable.toString());
    }
    return last;
  }
}
