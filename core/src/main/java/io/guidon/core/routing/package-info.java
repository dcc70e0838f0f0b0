/**
 * Routing providers: what the routing objects of a Canary must say, and whether they are in effect.
 */
@NullMarked
package io.guidon.core.routing;

import org.jspecify.annotations.NullMarked;
