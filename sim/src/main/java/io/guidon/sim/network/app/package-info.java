/** The applications that run in the simulated pods. */
@NullMarked
package io.guidon.sim.network.app;

import org.jspecify.annotations.NullMarked;
