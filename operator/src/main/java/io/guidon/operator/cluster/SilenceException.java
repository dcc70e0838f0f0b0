package io.guidon.operator.cluster;

import java.io.IOException;

/** An answer began, but went on for too long without a word. */
@SuppressWarnings("serial")
final class SilenceException extends IOException {
  SilenceException(String message) {
    super(message);
  }
}
