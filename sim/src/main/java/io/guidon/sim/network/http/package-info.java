/**
 * HTTP/1.1 for the simulated network, on blocking sockets and virtual threads: a listener costs one
 * virtual thread, and a proxy can pass on the Host header, neither of which the JDK's own server
 * and client can do. Messages are held whole.
 */
@NullMarked
package io.guidon.sim.network.http;

import org.jspecify.annotations.NullMarked;
