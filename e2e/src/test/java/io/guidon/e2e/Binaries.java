package io.guidon.e2e;

import java.nio.file.Path;

/** The programs of the control plane, or why there are none on this machine. */
sealed interface Binaries {

  /** All programs are in {@code folder}: etcd, kube-apiserver, kube-controller-manager. */
  record Built(Path folder) implements Binaries {}

  /** They would have to be built, and there is no Go toolchain. */
  record NoToolchain(String message) implements Binaries {}

  /**
   * Builds what is missing, which takes minutes the first time and nothing afterwards.
   *
   * @throws IllegalStateException if there is a toolchain and the build fails
   */
  static Binaries build() {
    return switch (Provided.by("control-plane.sh")) {
      case Provided.At(Path folder) -> new Built(folder);
      case Provided.Missing(String message) -> new NoToolchain(message);
    };
  }
}
