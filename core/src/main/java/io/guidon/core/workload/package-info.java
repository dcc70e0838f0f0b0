/**
 * What the workload side of a Canary should look like: revisions and their hashes, the primary
 * copies of Deployments and scalers, the generated Services, and whether pods are ready. Pure
 * functions over JSON trees; inputs are never changed, results are fresh trees.
 */
@NullMarked
package io.guidon.core.workload;

import org.jspecify.annotations.NullMarked;
