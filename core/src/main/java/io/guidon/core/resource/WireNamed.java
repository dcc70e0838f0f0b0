package io.guidon.core.resource;

/** A value out of a fixed set, with its spelling in manifests. */
interface WireNamed {
  /** The spelling in manifests. */
  String wireName();
}
