/**
 * The structural schemas of custom resources: what is pruned, filled in and refused
 * (kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions). Rules
 * in CEL ({@code x-kubernetes-validations}) are not evaluated.
 */
@NullMarked
package io.guidon.sim.schema;

import org.jspecify.annotations.NullMarked;
