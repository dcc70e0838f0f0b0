/**
 * The witness of a simulated rollout: records what happened and judges it by the invariants
 * (outages.md).
 */
@NullMarked
package io.guidon.sim.ledger;

import org.jspecify.annotations.NullMarked;
