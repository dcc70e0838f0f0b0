package io.guidon.e2e.contract;

/** Objects that many cases begin with. */
final class Samples {

  /** A version of a custom resource that keeps whatever it is given. */
  static final String OPEN =
      "schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}";

  /** The same with a status subresource. */
  static final String OPEN_WITH_STATUS = OPEN + "\nsubresources: {status: {}}";

  private Samples() {}

  /** The least that a Deployment needs. */
  static String deployment(String name) {
    return """
    metadata: {name: %s}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: web, image: 'web:1'}]}
    """
        .formatted(name);
  }
}
