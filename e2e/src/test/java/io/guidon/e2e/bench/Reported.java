package io.guidon.e2e.bench;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** Work on threads that nobody waits for. */
final class Reported {
  private Reported() {}

  /**
   * What was overtaken by a newer change is left to the one that follows; any other failure is
   * said.
   */
  static Runnable of(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (KubernetesClientException refused) {
        if (refused.getCode() != 409 && refused.getCode() != 404) {
          System.err.println("a played controller failed: " + refused.getMessage());
        }
      } catch (RuntimeException failed) {
        System.err.println("a played controller failed: " + failed);
      }
    };
  }
}
