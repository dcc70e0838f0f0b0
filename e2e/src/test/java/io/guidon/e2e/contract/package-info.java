/**
 * The API contract: one suite of rules that runs against the simulated API server and, unchanged,
 * against the real one, which is always right. It speaks raw HTTP, so that nothing between the test
 * and the server is clever.
 */
@NullMarked
package io.guidon.e2e.contract;

import org.jspecify.annotations.NullMarked;
