/**
 * Flagger's resources as records: reading, defaults, validation. Nothing in here knows the cluster;
 * whoever writes an object works on its tree, of which these records are a reading.
 */
@NullMarked
package io.guidon.core.resource;

import org.jspecify.annotations.NullMarked;
