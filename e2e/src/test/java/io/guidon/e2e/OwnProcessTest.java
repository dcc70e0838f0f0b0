package io.guidon.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnProcessTest {

  @TempDir Path folder;

  @Test
  void isGoneWhenItWasKilled() {
    var sleeping = OwnProcess.start("sleep", folder, List.of("sleep", "600"));
    assertThat(ProcessHandle.of(sleeping.pid())).isPresent();

    sleeping.kill();

    assertThat(ProcessHandle.of(sleeping.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void canEndInOrderWhenItIsAskedTo() {
    var orderly =
        OwnProcess.start(
            "orderly",
            folder,
            List.of(
                "sh",
                "-c",
                "trap 'touch ended; exit' TERM; touch begun; while :; do sleep 0.1; done"));
    orderly.awaitReady(() -> Files.exists(folder.resolve("begun")), Duration.ofSeconds(30));

    assertThat(orderly.stop(Duration.ofSeconds(30))).isZero();

    assertThat(folder.resolve("ended")).exists();
    assertThat(ProcessHandle.of(orderly.pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void saysWhyAProgramEndedThatWasToBecomeReady() {
    var failing =
        OwnProcess.start("failing", folder, List.of("sh", "-c", "echo no such option; exit 7"));

    assertThatThrownBy(() -> failing.awaitReady(() -> false, Duration.ofSeconds(30)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("failing ended with code 7")
        .hasMessageContaining("no such option");
  }

  @Test
  void endsWithTheJvmThatStartedItEvenIfThatIsKilled() throws IOException {
    var jvm = otherJvm();
    try (var said =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      var pid = Long.parseLong(said.readLine());
      assertThat(ProcessHandle.of(pid)).isPresent();

      jvm.destroyForcibly();

      await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  private Process otherJvm() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Starter.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Starts a process, says which, and stays. */
  static final class Starter {

    private Starter() {}

    public static void main(String[] arguments) throws InterruptedException {
      var started = OwnProcess.start("sleep", Path.of(arguments[0]), List.of("sleep", "600"));
      System.out.println(started.pid());
      Thread.currentThread().join();
    }
  }
}
