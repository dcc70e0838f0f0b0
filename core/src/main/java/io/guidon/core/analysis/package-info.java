/** Metric checks: what to ask, and what the answers mean. */
@NullMarked
package io.guidon.core.analysis;

import org.jspecify.annotations.NullMarked;
