package io.guidon.core.resource;

import java.util.Optional;

/** A reference to a MetricTemplate or AlertProvider, which may live in another namespace. */
public record NamespacedRef(String name, Optional<String> namespace) {

  /** The namespace meant by a Canary in namespace {@code own}. */
  public String namespaceOr(String own) {
    return namespace.orElse(own);
  }

  static NamespacedRef read(Field ref) {
    return new NamespacedRef(ref.at("name").text(), ref.at("namespace").optionalText());
  }
}
