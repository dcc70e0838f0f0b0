package io.guidon.e2e.bench;

/** Where the operator is watched: what it asks for, what it is given, what comes of it. */
record Stage(CountingProxy proxy, Tutorial tutorial, Phases phases) {}
