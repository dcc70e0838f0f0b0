/** stub. */
@NullMarked
package io.guidon.core.analysis;

import org.jspecify.annotations.NullMarked;
