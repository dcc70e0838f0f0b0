package io.guidon.operator.cluster;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the API server is reached ({@code spec/operations.md §1}).
 *
 * @param kubeconfig empty: the service account of the pod, or else the user's own kubeconfig
 * @param master address of the API server, over that of the kubeconfig
 * @param namespace the only namespace to look at; empty for all
 * @param qps writes and events per second; 0 and less mean without limit
 * @param burst how many of them may be sent at once
 * @param version of Guidon, for the User-Agent
 */
public record Options(
    Optional<Path> kubeconfig,
    Optional<String> master,
    Optional<String> namespace,
    double qps,
    int burst,
    String version) {}
