package io.guidon.e2e.contract;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.guidon.e2e.ControlPlane;
import io.guidon.e2e.SharedControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A real kube-apiserver: the one that all tests of this JVM share. It starts with its first case.
 */
final class RealServer implements ServerUnderTest {

  private static final Namespace OURS = Namespace.create(RealServer.class);

  private final ExtensionContext context;

  RealServer(ExtensionContext context) {
    this.context = context;
  }

  @Override
  public Api open(TestInfo test) {
    return Api.open(connection("shared", SharedControlPlane.of(context)), test);
  }

  @Override
  public Api openWithGarbageCollector(TestInfo test) {
    SharedControlPlane.assumeBuilt(context);
    var running =
        context
            .getRoot()
            .getStore(OURS)
            .computeIfAbsent(
                ControlPlane.class,
                key -> ControlPlane.start("garbage-collector-controller"),
                ControlPlane.class);
    return Api.open(connection("with garbage collector", running), test);
  }

  private Connection connection(String name, ControlPlane running) {
    return context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(name, key -> connect(running), Connection.class);
  }

  private static Connection connect(ControlPlane running) {
    try {
      var trust = SSLUtils.sslContext(Config.fromKubeconfig(running.kubeconfig().toFile()));
      var client =
          HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(trust).build();
      return new Connection(
          client, running.url(), Map.of("Authorization", "Bearer " + running.token()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no trust in " + running.url(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "kube-apiserver";
  }
}
