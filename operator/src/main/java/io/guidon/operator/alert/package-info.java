/** Tells people and machines: the outbox, the chat rooms, the receivers of events. */
@NullMarked
package io.guidon.operator.alert;

import org.jspecify.annotations.NullMarked;
