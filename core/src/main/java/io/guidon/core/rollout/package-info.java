/**
 * The state machine of a rollout. The status of a Canary says what the world should look like;
 * {@link io.guidon.core.rollout.Rollout} says what is missing and how the status moves on.
 */
@NullMarked
package io.guidon.core.rollout;

import org.jspecify.annotations.NullMarked;
