/** Calls hooks, with their retries. */
@NullMarked
package io.guidon.operator.hook;

import org.jspecify.annotations.NullMarked;
