/**
 * A small Prometheus: what it scrapes ({@link io.guidon.sim.prometheus.Target}), the samples of the
 * last minutes, PromQL at one instant, and the HTTP API that answers queries. The rules are those
 * of Prometheus 2.42, Debian's; {@code e2e} compares the answers with that one's.
 */
@NullMarked
package io.guidon.sim.prometheus;

import org.jspecify.annotations.NullMarked;
