/** The loop: keyed passes, timers, answers. It knows no Kubernetes client. */
@NullMarked
package io.guidon.operator.loop;

import org.jspecify.annotations.NullMarked;
