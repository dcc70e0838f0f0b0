/**
 * The API server of the simulated cluster over HTTP: what kubectl, client libraries and contract
 * tests need of it.
 */
@NullMarked
package io.guidon.sim.rest;

import org.jspecify.annotations.NullMarked;
