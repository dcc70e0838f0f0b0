@NullMarked
package io.guidon.core.routing;

import org.jspecify.annotations.NullMarked;
