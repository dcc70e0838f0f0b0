/**
 * The API server of the simulated cluster: objects as trees, their versions, and who owns which
 * field.
 */
@NullMarked
package io.guidon.sim.store;

import org.jspecify.annotations.NullMarked;
