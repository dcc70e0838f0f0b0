/** One pass over one Canary: observe, converge, decide, record; and what runs beside it. */
@NullMarked
package io.guidon.operator.canary;

import org.jspecify.annotations.NullMarked;
