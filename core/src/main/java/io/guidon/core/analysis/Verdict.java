package io.guidon.core.analysis;

public sealed interface Verdict {
  record Pass() implements Verdict {}

  record Fail(String eventText) implements Verdict {}

  record Inconclusive(String eventText) implements Verdict {}
}
