package io.guidon.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Deployments: what is filled in, what is refused, what cannot change. */
@OnEachServer
final class DeploymentsTest {

  @AutoClose private final Api api;
  private final Endpoint deployments;

  DeploymentsTest(ServerUnderTest server, TestInfo test) {
    api = server.open(test);
    deployments = api.deployments();
  }

  @Test
  void defaultsAreFilledIn() {
    var spec = (ObjectNode) deployments.create(Samples.deployment("a")).created().get("spec");
    spec.remove("template");

    assertThat(spec)
        .isEqualTo(
            Trees.tree(
                """
                progressDeadlineSeconds: 600
                replicas: 1
                revisionHistoryLimit: 10
                selector: {matchLabels: {app: web}}
                strategy:
                  type: RollingUpdate
                  rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}
                """));
  }

  @Test
  void defaultsOfThePodAreFilledIn() {
    var template = deployments.create(Samples.deployment("a")).created().at("/spec/template/spec");

    assertThat(template)
        .isEqualTo(
            Trees.tree(
                """
                containers:
                - name: web
                  image: web:1
                  imagePullPolicy: IfNotPresent
                  resources: {}
                  terminationMessagePath: /dev/termination-log
                  terminationMessagePolicy: File
                dnsPolicy: ClusterFirst
                restartPolicy: Always
                schedulerName: default-scheduler
                securityContext: {}
                terminationGracePeriodSeconds: 30
                """));
  }

  @Test
  void anImageWithoutTagIsAlwaysPulled() {
    var created = deployments.create(Samples.deployment("a").replace("web:1", "web")).created();

    assertThat(created.at("/spec/template/spec/containers/0/imagePullPolicy").asText())
        .isEqualTo("Always");
  }

  @Test
  void probesAndPortsAreFilledIn() {
    var created =
        deployments.create(
            container(
                "ports: [{containerPort: 80}], readinessProbe: {httpGet: {path: /, port: 80}}"));

    var container = created.created().at("/spec/template/spec/containers/0");
    assertThat(container.get("ports"))
        .isEqualTo(Trees.tree("[{containerPort: 80, protocol: TCP}]"));
    assertThat(container.get("readinessProbe"))
        .isEqualTo(
            Trees.tree(
                """
                httpGet: {path: /, port: 80, scheme: HTTP}
                failureThreshold: 3
                periodSeconds: 10
                successThreshold: 1
                timeoutSeconds: 1
                """));
  }

  @Test
  void quantitiesAreNormalised() {
    var created =
        deployments
            .create(container("resources: {limits: {cpu: 1000m, memory: 1024Mi}}"))
            .created();

    assertThat(created.at("/spec/template/spec/containers/0/resources/limits"))
        .isEqualTo(Trees.tree("{cpu: '1', memory: 1Gi}"));
  }

  @Test
  void limitsAreTheRequestsThatAreNotGiven() {
    var created = deployments.create(container("resources: {limits: {cpu: 1}}")).created();

    assertThat(created.at("/spec/template/spec/containers/0/resources").has("requests")).isFalse();
  }

  @Test
  void theSelectorIsImmutable() {
    deployments.create(Samples.deployment("a")).created();

    var refused =
        deployments.mergePatch(
            "a",
            "spec: {selector: {matchLabels: {app: x}}, template: {metadata: {labels: {app: x}}}}");

    refused.invalid(
        "Deployment.apps \"a\" is invalid: spec.selector: Invalid value:"
            + " {\"matchLabels\":{\"app\":\"x\"}}: field is immutable");
  }

  @Test
  void theSelectorSelectsTheTemplate() {
    deployments
        .create(Samples.deployment("a").replace("labels: {app: web}", "labels: {app: x}"))
        .invalid(
            "Deployment.apps \"a\" is invalid: spec.template.metadata.labels: Invalid value:"
                + " {\"app\":\"x\"}: `selector` does not match template `labels`");
  }

  @Test
  void aSelectorIsRequired() {
    var refused =
        deployments.create(
            Samples.deployment("a").replace("selector: {matchLabels: {app: web}}", "selector: {}"));

    refused.invalid(
        "Deployment.apps \"a\" is invalid: spec.selector: Invalid value: {}: empty selector is invalid for deployment");
  }

  @Test
  void aContainerIsRequired() {
    deployments
        .create(Samples.deployment("a").replace("[{name: web, image: 'web:1'}]", "[]"))
        .invalid("Deployment.apps \"a\" is invalid: spec.template.spec.containers: Required value");
  }

  @Test
  void anImageIsRequired() {
    deployments
        .create(Samples.deployment("a").replace(", image: 'web:1'", ""))
        .invalid(
            "Deployment.apps \"a\" is invalid: spec.template.spec.containers[0].image: Required value");
  }

  @Test
  void namesOfContainersAreUnique() {
    var two = "{name: web, image: 'web:1'}, {name: web, image: 'web:2'}";

    deployments
        .create(Samples.deployment("a").replace("{name: web, image: 'web:1'}", two))
        .invalid(
            "Deployment.apps \"a\" is invalid: spec.template.spec.containers[1].name: Duplicate value: \"web\"");
  }

  @Test
  void replicasAreNotNegative() {
    deployments
        .create(Samples.deployment("a") + "  replicas: -1\n")
        .invalid(
            "Deployment.apps \"a\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0");
  }

  @Test
  void podsOfADeploymentAreAlwaysRestarted() {
    deployments
        .create(
            Samples.deployment("a")
                .replace("spec: {containers", "spec: {restartPolicy: Never, containers"))
        .invalid(
            "Deployment.apps \"a\" is invalid: spec.template.spec.restartPolicy: Unsupported value:"
                + " \"Never\": supported values: \"Always\"");
  }

  @Test
  void recreateHasNoRollingUpdate() {
    deployments
        .create(
            Samples.deployment("a")
                + "  strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}\n")
        .invalid(
            "Deployment.apps \"a\" is invalid: spec.strategy.rollingUpdate: Forbidden: may not be"
                + " specified when strategy `type` is 'Recreate'");
  }

  @Test
  void oneOfSurgeAndUnavailableIsNotZero() {
    deployments
        .create(
            Samples.deployment("a")
                + "  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}\n")
        .invalid(
            "Deployment.apps \"a\" is invalid: spec.strategy.rollingUpdate.maxUnavailable: Invalid"
                + " value: 0: may not be 0 when `maxSurge` is 0");
  }

  @Test
  void theDeadlineIsLongerThanMinReady() {
    deployments
        .create(Samples.deployment("a") + "  minReadySeconds: 10\n  progressDeadlineSeconds: 10\n")
        .invalid(
            "Deployment.apps \"a\" is invalid: spec.progressDeadlineSeconds: Invalid value: 10: must"
                + " be greater than minReadySeconds");
  }

  @Test
  void anEnvironmentOfTwoSourcesIsInvalid() {
    var refused =
        deployments.create(
            container(
                "env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"));

    refused.invalid(
        "Deployment.apps \"a\" is invalid: spec.template.spec.containers[0].env[0].valueFrom: Invalid"
            + " value: \"\": may not be specified when `value` is not empty");
  }

  @Test
  void aMountNeedsItsVolume() {
    deployments
        .create(container("volumeMounts: [{name: x, mountPath: /x}]"))
        .invalid(
            "Deployment.apps \"a\" is invalid: spec.template.spec.containers[0].volumeMounts[0].name: Not found: \"x\"");
  }

  private static String container(String fields) {
    return Samples.deployment("a").replace("image: 'web:1'", "image: 'web:1', " + fields);
  }
}
