package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** The real CustomResourceDefinitions that the stories use. */
public enum Crd {
  CANARIES("guidon.root", "deploy/crds/flagger.app_canaries.yaml"),
  METRIC_TEMPLATES("guidon.root", "deploy/crds/flagger.app_metrictemplates.yaml"),
  ALERT_PROVIDERS("guidon.root", "deploy/crds/flagger.app_alertproviders.yaml"),
  HTTP_ROUTES("guidon.shared", "crds/gateway-api/gateway.networking.k8s.io_httproutes.yaml"),
  GATEWAYS("guidon.shared", "crds/gateway-api/gateway.networking.k8s.io_gateways.yaml");

  private final String root;
  private final String file;

  Crd(String root, String file) {
    this.root = root;
    this.file = file;
  }

  public ObjectNode read() {
    return Yaml.read(Path.of(System.getProperty(root), file));
  }
}
