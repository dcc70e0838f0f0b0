package io.guidon.e2e;

import java.util.concurrent.CountDownLatch;

/** {@code ./run control-plane}: a control plane in the foreground, to try things. */
final class ControlPlaneCommand {

  private static final String CONTROLLERS = "--controllers";

  private ControlPlaneCommand() {}

  /** Takes {@code --controllers NAME,...}; returns only when interrupted. */
  public static void main(String[] arguments) throws InterruptedException {
    var running = ControlPlane.start(controllers(String.join("=", arguments)));
    System.out.printf(
        "The API server is ready at %s. In another terminal:%n%n  export KUBECONFIG=%s%n%n"
            + "Ctrl-C ends it and deletes its data.%n",
        running.url(), running.kubeconfig());
    new CountDownLatch(1).await();
  }

  private static String[] controllers(String arguments) {
    if (arguments.isEmpty()) {
      return new String[0];
    }
    if (!arguments.startsWith(CONTROLLERS + "=")) {
      System.err.println("usage: ./run control-plane [--controllers NAME,...]");
      System.exit(2);
    }
    return arguments.substring(CONTROLLERS.length() + 1).split(",", -1);
  }
}
