package io.guidon.core.resource;

/** The container port behind a generated Service. */
public sealed interface TargetPort {

  record Numbered(int number) implements TargetPort {}

  /** A container port that has a name. */
  record Named(String name) implements TargetPort {}
}
