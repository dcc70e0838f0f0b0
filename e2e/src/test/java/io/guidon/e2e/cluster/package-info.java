/** The port to the API server, held against the real one. */
@NullMarked
package io.guidon.e2e.cluster;

import org.jspecify.annotations.NullMarked;
