/**
 * Whole rollouts in virtual time: the real loop, single-threaded, against an in-process API server.
 */
@NullMarked
package io.guidon.operator.story;

import org.jspecify.annotations.NullMarked;
