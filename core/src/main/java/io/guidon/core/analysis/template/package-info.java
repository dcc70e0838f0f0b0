/**
 * The language of metric queries: Go's text/template as far as a query can reach it
 * (spec/metrics.md §4.2). Knows nothing of metrics.
 */
@NullMarked
package io.guidon.core.analysis.template;

import org.jspecify.annotations.NullMarked;
