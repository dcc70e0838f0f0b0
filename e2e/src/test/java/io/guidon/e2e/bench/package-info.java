/**
 * {@code ./run bench}: what Guidon costs an API server, and how fast it is. Nothing in here is a
 * test.
 */
@NullMarked
package io.guidon.e2e.bench;

import org.jspecify.annotations.NullMarked;
