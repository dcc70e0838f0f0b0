package io.guidon.operator;

import io.guidon.operator.http.HttpPost;
import io.guidon.operator.log.Logs;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator: reads its command line, starts, and stops in order when it is told to. */
public final class Guidon {
  private static final Logger LOG = LoggerFactory.getLogger(Guidon.class);

  private Guidon() {}

  public static void main(String[] arguments) {
    switch (Options.parse(List.of(arguments), System.getenv())) {
      case Options.Start.ShowVersion version -> System.out.println(Version.line());
      case Options.Start.ShowUsage(String text) -> System.err.println(text);
      case Options.Start.Refuse(String text) -> {
        System.err.println(text);
        System.exit(2);
      }
      case Options.Start.Run(Options options) -> run(options);
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
    try {
      var operator = new Operator(options, status -> Runtime.getRuntime().halt(status));
      Runtime.getRuntime().addShutdownHook(new Thread(operator::close, "shutdown"));
      operator.start();
    } catch (IllegalArgumentException | java.io.IOException unusable) {
      LOG.atError().log("cannot start: {}", unusable.getMessage());
      System.exit(1);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
