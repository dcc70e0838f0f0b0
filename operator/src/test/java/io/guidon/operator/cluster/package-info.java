/** Tests of the adapter to the API server. */
@NullMarked
package io.guidon.operator.cluster;

import org.jspecify.annotations.NullMarked;
