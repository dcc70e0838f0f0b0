package io.guidon.e2e.contract;

import org.junit.jupiter.api.TestInfo;

/** An API server that keeps the contract, or should. Its name is what {@code toString} returns. */
interface ServerUnderTest {

  /** A namespace of its own for one case, on a server where nobody else writes in it. */
  Api open(TestInfo test);

  /** The same on a server with a garbage collector. */
  Api openWithGarbageCollector(TestInfo test);
}
