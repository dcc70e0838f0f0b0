package io.guidon.sim.store;

/** What can go wrong with one write of the operator. */
public enum Fault {
  /** Answered 500, not carried out. */
  SERVER_ERROR,
  /** Answered 409, not carried out. */
  CONFLICT,
  /** Answered 429, not carried out. */
  THROTTLED,
  /** Answered 403, not carried out. */
  FORBIDDEN,
  /** Answered 404 for the kind, not carried out. */
  NO_SUCH_KIND,
  /** Carried out, but the answer is lost on the way. */
  LOST,
  /** Carried out; the operator dies before it gets the answer. */
  KILL,
  /** The operator dies before the request is sent. */
  KILL_BEFORE
}
