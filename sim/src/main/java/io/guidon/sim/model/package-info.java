/**
 * What stands around the API server in the simulated cluster: the controllers and the pods, in
 * virtual time. They are ordinary clients of the store.
 */
@NullMarked
package io.guidon.sim.model;

import org.jspecify.annotations.NullMarked;
