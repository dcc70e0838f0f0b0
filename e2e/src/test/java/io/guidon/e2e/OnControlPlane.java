package io.guidon.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class run on the real control plane that all such tests of one JVM share. Their
 * methods may take a {@link ControlPlane}, a {@link io.fabric8.kubernetes.client.KubernetesClient}
 * with all rights, and a {@link TestNamespace} of their own.
 *
 * <p>Where there is no Go toolchain to build it with, each test is reported as skipped; in
 * continuous integration it fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedControlPlane.class)
public @interface OnControlPlane {}
