/** The port to the API server, and its adapter. */
@NullMarked
package io.guidon.operator.cluster;

import org.jspecify.annotations.NullMarked;
