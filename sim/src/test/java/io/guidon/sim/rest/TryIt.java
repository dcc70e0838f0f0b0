package io.guidon.sim.rest;

import io.guidon.sim.SimCluster;
import java.nio.file.Path;
import java.time.Clock;

final class TryIt {
  public static void main(String[] a) throws Exception {
    var c = SimCluster.start(Path.of(a[0]), Clock.systemUTC());
    c.writeKubeconfig(Path.of(a[1]));
    System.out.println(c.api());
    Thread.sleep(10_000_000);
  }
}
