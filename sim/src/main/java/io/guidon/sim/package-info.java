/** A cluster in one JVM. */
@NullMarked
package io.guidon.sim;

import org.jspecify.annotations.NullMarked;
