package io.guidon.sim.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file by which kubectl and the operator find the API server. */
public final class Kubeconfig {

  private Kubeconfig() {}

  /** Writes it; nobody needs to log in. */
  public static void write(Path file, URI server) {
    var text =
        """
        apiVersion: v1
        kind: Config
        clusters:
          - name: sim
            cluster: {server: %s}
        users:
          - name: anybody
            user: {}
        contexts:
          - name: sim
            context: {cluster: sim, user: anybody, namespace: default}
        current-context: sim
        """
            .formatted(server);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("the kubeconfig could not be written to " + file, e);
    }
  }
}
