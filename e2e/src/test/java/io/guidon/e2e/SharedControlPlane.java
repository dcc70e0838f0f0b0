package io.guidon.e2e;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** Starts the control plane when the first test asks for it; JUnit closes it after the last one. */
public final class SharedControlPlane implements ExecutionCondition, ParameterResolver {

  private static final Namespace OURS = Namespace.create(SharedControlPlane.class);
  private static final int NAME_LENGTH = 40;
  private static final int PATIENCE_MILLIS = 30_000;

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    // Decided for each test and not for its class, so that each one is named as skipped.
    if (context.getTestMethod().isEmpty()) {
      return ConditionEvaluationResult.enabled("decided for each test");
    }
    return switch (binaries(context)) {
      case Binaries.Built built -> ConditionEvaluationResult.enabled("built: " + built.folder());
      case Binaries.NoToolchain none when inContinuousIntegration() ->
          throw new IllegalStateException(none.message());
      case Binaries.NoToolchain none -> ConditionEvaluationResult.disabled(none.message());
    };
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == ControlPlane.class
        || type == KubernetesClient.class
        || type == TestNamespace.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    if (type == ControlPlane.class) {
      return controlPlane(context);
    }
    return type == KubernetesClient.class ? client(context) : namespace(context);
  }

  /** For tests that decide by themselves where they run: skips the test if there is none. */
  public static ControlPlane of(ExtensionContext context) {
    assumeBuilt(context);
    return controlPlane(context);
  }

  /** Skips the test, and fails it in continuous integration, if there is nothing to start. */
  public static void assumeBuilt(ExtensionContext context) {
    switch (binaries(context)) {
      case Binaries.Built built -> {}
      case Binaries.NoToolchain none when inContinuousIntegration() ->
          throw new IllegalStateException(none.message());
      case Binaries.NoToolchain none -> throw new TestAbortedException(none.message());
    }
  }

  private static Binaries binaries(ExtensionContext context) {
    return whole(context).computeIfAbsent(Binaries.class, key -> Binaries.build(), Binaries.class);
  }

  private static ControlPlane controlPlane(ExtensionContext context) {
    return whole(context)
        .computeIfAbsent(ControlPlane.class, key -> ControlPlane.start(), ControlPlane.class);
  }

  private static KubernetesClient client(ExtensionContext context) {
    var running = controlPlane(context);
    return whole(context)
        .computeIfAbsent(KubernetesClient.class, key -> clientOf(running), KubernetesClient.class);
  }

  private static TestNamespace namespace(ExtensionContext context) {
    var client = client(context);
    return context
        .getStore(OURS)
        .computeIfAbsent(
            TestNamespace.class, key -> create(client, nameFor(context)), TestNamespace.class);
  }

  private static KubernetesClient clientOf(ControlPlane running) {
    var config = Config.fromKubeconfig(running.kubeconfig().toFile());
    // A test sees the answer that the API server gave, and not what came of asking again.
    config.setRequestRetryBackoffLimit(0);
    config.setRequestTimeout(PATIENCE_MILLIS);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static TestNamespace create(KubernetesClient client, String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return new TestNamespace(name);
  }

  private static String nameFor(ExtensionContext context) {
    var words =
        context
            .getRequiredTestMethod()
            .getName()
            .replaceAll("([A-Z])", "-$1")
            .toLowerCase(Locale.ROOT);
    var label = words.replaceAll("[^a-z0-9]+", "-");
    return label.substring(0, Math.min(NAME_LENGTH, label.length()))
        + "-"
        + UUID.randomUUID().toString().substring(0, 8);
  }

  /** What all tests of this JVM share. */
  private static Store whole(ExtensionContext context) {
    return context.getRoot().getStore(OURS);
  }

  private static boolean inContinuousIntegration() {
    return "true".equals(System.getenv("CI"));
  }
}
