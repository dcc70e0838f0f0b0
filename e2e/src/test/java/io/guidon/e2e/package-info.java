/**
 * Tests that need a real API server, and how it is started. What starts it uses nothing but the
 * JDK, so that {@code ./run control-plane} can run it from source.
 */
@NullMarked
package io.guidon.e2e;

import org.jspecify.annotations.NullMarked;
