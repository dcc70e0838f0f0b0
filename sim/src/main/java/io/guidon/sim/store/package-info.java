/**
 * The API server of the simulated cluster: objects as trees, their versions, and who owns which
 * field.
 *
 * <p>Known differences from a real API server, besides those that {@code
 * src/test/resources/requests} marks: rules in CEL are not evaluated; unknown and wrongly typed
 * fields of built-in kinds are not noticed; duplicate fields are for whoever reads the text to
 * find; a scale takes no apply; an apply with a value of the wrong type is refused by validation
 * (422) instead of while it is read (500); events.k8s.io/v1 and autoscaling/v1 are not served;
 * versions of custom resources are not converted.
 */
@NullMarked
package io.guidon.sim.store;

import org.jspecify.annotations.NullMarked;
