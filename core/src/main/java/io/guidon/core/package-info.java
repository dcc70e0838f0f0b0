/** The engine: everything that decides, and nothing that does I/O. */
@NullMarked
package io.guidon.core;

import org.jspecify.annotations.NullMarked;
