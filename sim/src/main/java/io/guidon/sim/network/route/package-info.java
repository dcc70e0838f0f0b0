/**
 * What Gateways, HTTPRoutes, Services and EndpointSlices say about a request, as immutable tables
 * (Gateway API v1). Pure: it sends nothing.
 */
@NullMarked
package io.guidon.sim.network.route;

import org.jspecify.annotations.NullMarked;
