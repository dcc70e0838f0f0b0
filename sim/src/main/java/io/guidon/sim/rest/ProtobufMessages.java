package io.guidon.sim.rest;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of the fields of messages, as far as {@code kubectl create} sends them. Source: the
 * generated.proto files of Kubernetes 1.36.
 */
final class ProtobufMessages {

  /** {@code []} is a list, {@code {}} a map; behind {@code ?} zero is a value, not an absence. */
  private static final String TABLE =
      """
      Envelope 1 type TypeMeta
      Envelope 2 raw bytes
      TypeMeta 1 apiVersion string
      TypeMeta 2 kind string
      ObjectMeta 1 name string
      ObjectMeta 2 generateName string
      ObjectMeta 3 namespace string
      ObjectMeta 8 creationTimestamp Time
      ObjectMeta 11 labels {}string
      ObjectMeta 12 annotations {}string
      ObjectMeta 14 finalizers []string
      Time 1 seconds int
      IntOrString 1 type int
      IntOrString 2 number int
      IntOrString 3 text string
      Quantity 1 text string
      stringEntry 1 key string
      stringEntry 2 value string?
      bytesEntry 1 key string
      bytesEntry 2 value bytes?
      QuantityEntry 1 key string
      QuantityEntry 2 value Quantity
      Namespace 1 metadata ObjectMeta
      Namespace 2 spec NamespaceSpec
      Namespace 3 status Empty
      ServiceAccount 1 metadata ObjectMeta
      ConfigMap 1 metadata ObjectMeta
      ConfigMap 2 data {}string
      ConfigMap 3 binaryData {}bytes
      ConfigMap 4 immutable bool?
      Secret 1 metadata ObjectMeta
      Secret 2 data {}bytes
      Secret 3 type string
      Secret 4 stringData {}string
      Secret 5 immutable bool?
      Service 1 metadata ObjectMeta
      Service 2 spec ServiceSpec
      Service 3 status ServiceStatus
      ServiceStatus 1 loadBalancer Empty
      ServiceSpec 1 ports []ServicePort
      ServiceSpec 2 selector {}string
      ServiceSpec 3 clusterIP string
      ServiceSpec 4 type string
      ServiceSpec 10 externalName string
      ServicePort 1 name string
      ServicePort 2 protocol string
      ServicePort 3 port int
      ServicePort 4 targetPort IntOrString
      ServicePort 5 nodePort int
      Deployment 1 metadata ObjectMeta
      Deployment 2 spec DeploymentSpec
      Deployment 3 status Empty
      DeploymentSpec 1 replicas int?
      DeploymentSpec 2 selector LabelSelector
      DeploymentSpec 3 template PodTemplateSpec
      DeploymentSpec 4 strategy Empty
      LabelSelector 1 matchLabels {}string
      PodTemplateSpec 1 metadata ObjectMeta
      PodTemplateSpec 2 spec PodSpec
      PodSpec 2 containers []Container
      PodSpec 3 restartPolicy string
      Container 1 name string
      Container 2 image string
      Container 3 command []string
      Container 4 args []string
      Container 6 ports []ContainerPort
      Container 7 env []EnvVar
      Container 8 resources ResourceRequirements
      ResourceRequirements 1 limits {}Quantity
      ResourceRequirements 2 requests {}Quantity
      EnvVar 1 name string
      EnvVar 2 value string
      ContainerPort 1 name string
      ContainerPort 3 containerPort int
      ContainerPort 4 protocol string
      DeleteOptions 1 gracePeriodSeconds int?
      DeleteOptions 2 preconditions Preconditions
      DeleteOptions 4 propagationPolicy string
      DeleteOptions 5 dryRun []string
      Preconditions 1 uid string
      Preconditions 2 resourceVersion string
      """;

  private static final Map<String, Map<Integer, Field>> MESSAGES = parse();

  private ProtobufMessages() {}

  /**
   * A field.
   *
   * @param type of its value: a message or a scalar type
   * @param isPointer whether zero is a value
   */
  record Field(String name, String type, Many many, boolean isPointer) {}

  /** How often a field occurs. */
  enum Many {
    ONE,
    LIST,
    MAP
  }

  static boolean knows(String message) {
    return MESSAGES.containsKey(message);
  }

  static Optional<Field> field(String message, int number) {
    return Optional.ofNullable(MESSAGES.getOrDefault(message, Map.of()).get(number));
  }

  private static Map<String, Map<Integer, Field>> parse() {
    var messages = new HashMap<String, Map<Integer, Field>>();
    TABLE
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(parts ->
            messages
                .computeIfAbsent(parts[0], _ -> new HashMap<>())
                .put(Integer.valueOf(parts[1]), field(parts[2], parts[3])));
    return messages;
  }

  private static Field field(String name, String notation) {
    var many =
        notation.startsWith("[]") ? Many.LIST : notation.startsWith("{}") ? Many.MAP : Many.ONE;
    var type = notation.replaceAll("[\\[\\]{}?]", "");
    return new Field(name, type, many, notation.endsWith("?"));
  }
}
