package io.guidon.core.resource;

import java.util.Optional;

/**
 * An entry of {@code analysis.alerts}.
 *
 * @param name a label only
 * @param severity the lowest that is sent; without one, nothing is ever sent (spec/alerts.md §2)
 */
public record AlertRef(String name, Optional<Severity> severity, NamespacedRef providerRef) {
  static AlertRef read(Field alert) {
    return new AlertRef(
        alert.at("name").text(),
        alert.at("severity").optionalOneOf(Severity.values()),
        alert.at("providerRef").object(NamespacedRef::read));
  }
}
