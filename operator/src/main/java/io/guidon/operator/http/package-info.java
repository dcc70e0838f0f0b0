/** HTTP in both directions: our own endpoints and metrics, and how requests leave. */
@NullMarked
package io.guidon.operator.http;

import org.jspecify.annotations.NullMarked;
