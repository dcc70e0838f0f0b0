package io.guidon.core.resource;

/**
 * Whether Canaries may refer to objects of other namespaces (flag {@code
 * -no-cross-namespace-refs}).
 */
public enum CrossNamespaceRefs {
  ALLOWED,
  BLOCKED
}
