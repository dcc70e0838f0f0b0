/** Stories over HTTP against the simulated API server, with faults from a seed. */
@NullMarked
package io.guidon.e2e.faults;

import org.jspecify.annotations.NullMarked;
