/** Log lines as Flagger writes them, behind the slf4j API. */
@NullMarked
package io.guidon.operator.log;

import org.jspecify.annotations.NullMarked;
