/** The shell around the engine: watches, writes, asks and tells. */
@NullMarked
package io.guidon.operator;

import org.jspecify.annotations.NullMarked;
