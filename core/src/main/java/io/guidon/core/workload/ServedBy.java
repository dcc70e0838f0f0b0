package io.guidon.core.workload;

/** Whose pods the apex Service selects. */
public enum ServedBy {
  PRIMARY,
  CANARY
}
