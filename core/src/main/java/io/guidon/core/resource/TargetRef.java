package io.guidon.core.resource;

/**
 * The workload under control, in the namespace of the Canary.
 *
 * @param apiVersion free text; it matters only for telling Knative's Services from others
 */
public record TargetRef(String apiVersion, TargetKind kind, String name) {
  private static final String KNATIVE = "serving.knative.dev/v1";

  /** The identity of the target of a Canary in {@code namespace}. */
  public ObjectRef in(String namespace) {
    return new ObjectRef(apiVersion, kind.wireName(), namespace, name);
  }

  static TargetRef read(Field ref) {
    String apiVersion = ref.at("apiVersion").text();
    return new TargetRef(
        apiVersion, kind(ref.at("kind"), apiVersion), ref.at("name").nonEmptyText());
  }

  private static TargetKind kind(Field kind, String apiVersion) {
    TargetKind named =
        kind.oneOf(
            new TargetKind[] {TargetKind.DEPLOYMENT, TargetKind.DAEMON_SET, TargetKind.SERVICE});
    boolean knative = named == TargetKind.SERVICE && apiVersion.equals(KNATIVE);
    return knative ? TargetKind.KNATIVE_SERVICE : named;
  }
}
