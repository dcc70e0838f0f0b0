/** The small Prometheus of {@code sim} beside a real one: the same samples, the same questions. */
@NullMarked
package io.guidon.e2e.prometheus;

import org.jspecify.annotations.NullMarked;
