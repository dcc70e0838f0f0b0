/**
 * A Kubernetes cluster in one JVM and in virtual time (design.md §6): for tests, and later for the
 * demo.
 */
@NullMarked
package io.guidon.sim;

import org.jspecify.annotations.NullMarked;
