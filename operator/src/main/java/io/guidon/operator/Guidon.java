package io.guidon.operator;

import io.guidon.operator.cluster.KubernetesCluster;
import io.guidon.operator.http.HttpPost;
import io.guidon.operator.log.LogProvider;
import io.guidon.operator.log.Logs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator: reads its command line, starts, and stops in order when it is told to. */
public final class Guidon {
  static {
    // Otherwise slf4j looks for it in all jars.
    System.setProperty("slf4j.provider", LogProvider.class.getName());
  }

  private static final Logger LOG = LoggerFactory.getLogger(Guidon.class);

  private Guidon() {}

  /** Flagger's flags; before them {@code release} takes the finalizer off all Canaries and ends. */
  public static void main(String[] arguments) {
    var all = List.of(arguments);
    var release = !all.isEmpty() && all.getFirst().equals("release");
    var flags = release ? all.subList(1, all.size()) : all;
    switch (Options.parse(flags, System.getenv())) {
      case Options.Start.ShowVersion version -> System.out.println(Version.line());
      case Options.Start.ShowUsage(String text) -> System.err.println(text);
      case Options.Start.Refuse(String text) -> {
        System.err.println(text);
        System.exit(2);
      }
      case Options.Start.Run(Options options) -> {
        if (release) {
          release(options);
        } else {
          run(options);
        }
      }
    }
  }

  private static void release(Options options) {
    Logs.configure(options.logging());
    try (var cluster = new KubernetesCluster(Operator.connection(options.kubernetes()))) {
      cluster.start();
      if (!cluster.awaitSynced(Duration.ofMinutes(1))) {
        LOG.error("the API server did not list the Canaries within a minute");
        System.exit(1);
      }
      System.exit(new Release(cluster).run() == 0 ? 0 : 1);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(Options options) {
    HttpPost.prepareJdk();
    Logs.configure(options.logging());
    LOG.info(
        "Starting guidon version {} mesh provider {}",
        Version.text(),
        options.rollouts().meshProvider());
    options.remarks().forEach(LOG::warn);
    var exitCode = new AtomicInteger();
    try {
      var operator = new Operator(options, status -> Runtime.getRuntime().halt(status));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(operator, exitCode), "shutdown"));
      operator.start();
    } catch (IllegalArgumentException | IOException unusable) {
      LOG.atError().log("cannot start: {}", unusable.getMessage());
      exitCode.set(1);
      System.exit(1);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** A JVM that was told to stop would exit with 143, which a cluster shows as an error. */
  private static void stop(Operator operator, AtomicInteger exitCode) {
    operator.close();
    Runtime.getRuntime().halt(exitCode.get());
  }
}
