/**
 * The demo: a cluster in this JVM, the operator in another process, real requests between them, and
 * somebody who tells what happens.
 */
@NullMarked
package io.guidon.sim.demo;

import org.jspecify.annotations.NullMarked;
