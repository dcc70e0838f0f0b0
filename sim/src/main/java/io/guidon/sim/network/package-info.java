/**
 * The network of the simulated cluster, with real HTTP on loopback ports: the pods' applications,
 * the gateway, and a forward proxy that knows the names of Services.
 */
@NullMarked
package io.guidon.sim.network;

import org.jspecify.annotations.NullMarked;
