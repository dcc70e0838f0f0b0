package io.guidon.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectRefTest {

  @Test
  void isReadOffAnObject() {
    var tree =
        Yaml.object(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: podinfo, namespace: test}
            """);

    var ref = ObjectRef.of(tree);

    assertThat(ref).isEqualTo(new ObjectRef("apps/v1", "Deployment", "test", "podinfo"));
    assertThat(ref).hasToString("Deployment podinfo.test");
  }

  @Test
  void hasNoNamespaceWhenTheObjectIsClusterScoped() {
    var tree =
        Yaml.object(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: {name: cilium}
            """);

    var ref = ObjectRef.of(tree);

    assertThat(ref.namespace()).isEmpty();
    assertThat(ref).hasToString("GatewayClass cilium");
  }
}
