package io.guidon.e2e.bench;

import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * Where the operator is watched: what it asks for, what it is given, what comes of it.
 *
 * @param client with all rights, past the proxy
 */
record Stage(KubernetesClient client, CountingProxy proxy, Tutorial tutorial, Phases phases) {}
