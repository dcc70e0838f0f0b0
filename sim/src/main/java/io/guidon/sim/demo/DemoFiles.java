package io.guidon.sim.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The few files of a demo, in a folder that goes with it. */
final class DemoFiles {

  private final Path folder;
  private volatile boolean kept;

  private DemoFiles(Path folder) {
    this.folder = folder;
  }

  static DemoFiles make() {
    try {
      var files = new DemoFiles(Files.createTempDirectory("guidon-demo-"));
      Runtime.getRuntime().addShutdownHook(new Thread(files::delete, "end of the demo's files"));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder could be made", e);
    }
  }

  Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  Path operatorLog() {
    return folder.resolve("operator.log");
  }

  /** They stay when the JVM ends. */
  void keep() {
    kept = true;
  }

  private void delete() {
    if (kept) {
      return;
    }
    try {
      Files.deleteIfExists(kubeconfig());
      Files.deleteIfExists(operatorLog());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the files of the demo stay in " + folder, e);
    }
  }
}
