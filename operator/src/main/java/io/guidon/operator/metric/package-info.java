/** Metric providers, one class each: they answer queries with measurements. */
@NullMarked
package io.guidon.operator.metric;

import org.jspecify.annotations.NullMarked;
