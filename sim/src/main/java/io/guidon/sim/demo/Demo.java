package io.guidon.sim.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.SimCluster;
import io.guidon.sim.demo.Screen.Ink;
import io.guidon.sim.store.Trees;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./run demo}: a cluster in this JVM and the operator beside it; a good version is promoted,
 * a bad one is rolled back, under real requests.
 */
public final class Demo {

  private static final int REQUESTS_PER_SECOND = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(110);
  private static final String IMAGE = "stefanprodan/podinfo";
  private static final String GOOD = "6.0.1";
  private static final String BAD = "6.0.2-errors";

  private final Screen screen;
  private final SimCluster cluster;
  private final OperatorProcess operator;
  private final Tally tally = new Tally();
  private final Tale tale;

  private Demo(Screen screen, SimCluster cluster, OperatorProcess operator, Happenings happenings) {
    this.screen = screen;
    this.cluster = cluster;
    this.operator = operator;
    this.tale = new Tale(screen, happenings, tally, Clock.systemUTC());
  }

  /**
   * Tells the story; exit code 0 if it ended as it should.
   *
   * @param arguments {@code --keep} to leave the cluster up; behind {@code --} the command that
   *     starts the operator, to which flags are added
   */
  public static void main(String[] arguments) {
    // The visitors say which site they want; the gateway itself is a loopback port.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    var options = Options.of(List.of(arguments));
    var screen = Screen.standard();
    var files = DemoFiles.make();
    boolean well;
    try (var cluster = SimCluster.start(options.root().resolve("deploy/crds"), Clock.systemUTC())) {
      well = play(options, screen, cluster, files);
    }
    if (!well) {
      files.keep();
      screen.line(Ink.BAD, "The operator's log is " + files.operatorLog());
    }
    System.exit(well ? 0 : 1);
  }

  private static boolean play(Options options, Screen screen, SimCluster cluster, DemoFiles files) {
    var happenings = new Happenings(Tutorial.CANARY, Tutorial.ROUTE);
    cluster.world().run(() -> cluster.store().onChange(happenings::changed));
    cluster.writeKubeconfig(files.kubeconfig());
    var command = operatorCommand(options, cluster, files.kubeconfig());
    try (var operator = OperatorProcess.start(command, files.operatorLog(), happenings::logged)) {
      var demo = new Demo(screen, cluster, operator, happenings);
      demo.introduce(options, files);
      return demo.tell(options, files);
    } catch (Tale.Unfinished unfinished) {
      screen.settle("");
      screen.line(Ink.BAD, unfinished.why());
      return false;
    }
  }

  private static List<String> operatorCommand(
      Options options, SimCluster cluster, Path kubeconfig) {
    var flags =
        List.of(
            "-kubeconfig=" + kubeconfig,
            "-mesh-provider=gatewayapi:v1",
            "-metrics-server=" + SimCluster.PROMETHEUS,
            "-enable-leader-election=false",
            "-port=0",
            "-log-level=debug");
    var command = new ArrayList<>(options.operator());
    // Names of Services resolve at the simulated gateway, which is a proxy too.
    command.addAll(
        1,
        List.of(
            "-Dhttp.proxyHost=" + cluster.proxy().getHost(),
            "-Dhttp.proxyPort=" + cluster.proxy().getPort()));
    command.addAll(flags);
    return command;
  }

  private void introduce(Options options, DemoFiles files) {
    screen.line(Ink.BOLD, "Guidon: progressive delivery for Kubernetes");
    screen.line("");
    screen.line("  A cluster in one JVM " + cluster.api() + ", a gateway " + cluster.gateway());
    screen.line("  The operator, process " + operator.pid() + ", with Flagger's flags");
    if (options.keeps()) {
      screen.line("");
      screen.line("  export KUBECONFIG=" + files.kubeconfig());
    }
  }

  private boolean tell(Options options, DemoFiles files) {
    var tutorial = Tutorial.read(options.root().resolve("docs/tutorial"));
    initialise(tutorial);
    try (var _ =
        Visitors.start(
            cluster.gateway(), Tutorial.HOST, REQUESTS_PER_SECOND, tally, Clock.systemUTC())) {
      var begun = tale.lasted();
      promote();
      rollBack();
      var summary = new Summary(tally, BAD, tale.lasted().minus(begun));
      summary.print(screen);
      if (options.keeps()) {
        keep(files.kubeconfig());
      }
      return summary.lost() == 0;
    }
  }

  private void initialise(Tutorial tutorial) {
    tale.chapter("1  An application and its Canary");
    for (String file : Tutorial.FILES) {
      tale.command("kubectl apply -f docs/tutorial/" + file);
    }
    tale.say("with this overlay, docs/tutorial/" + Tutorial.OVERLAY + ":");
    tutorial
        .overlay()
        .lines()
        .filter(line -> !line.startsWith("#") && !line.equals("---"))
        .forEach(line -> screen.line(screen.ink(Ink.FAINT, "             " + line)));
    cluster.world().run(() -> tutorial.objects().forEach(object -> cluster.user().create(object)));
    awaitEvent("Initialization done!", "Failed");
    tale.say("podinfo-primary serves; podinfo is where new versions arrive.");
    tale.say(REQUESTS_PER_SECOND + " requests per second go through the gateway from now on.");
  }

  private void promote() {
    tale.chapter("2  A good version");
    release(GOOD);
    awaitEvent("Promotion completed!", "Failed");
    tale.say(screen.ink(Ink.GOOD, GOOD + " is promoted: it serves everybody."));
  }

  private void rollBack() {
    tale.chapter("3  A bad version: half of its answers are errors");
    release(BAD);
    awaitEvent("Canary failed!", "Promoting");
    tale.say(screen.ink(Ink.GOOD, BAD + " is rolled back: " + GOOD + " serves everybody."));
  }

  private void release(String version) {
    tale.command("kubectl -n test set image deployment/podinfo podinfod=" + IMAGE + ":" + version);
    cluster
        .world()
        .run(() ->
            cluster
                .user()
                .edit(Tutorial.TARGET, deployment -> setImage(deployment, IMAGE + ":" + version)));
  }

  private static void setImage(ObjectNode deployment, String image) {
    Trees.objects(deployment, "spec", "template", "spec", "containers")
        .getFirst()
        .put("image", image);
  }

  /** Waits until the operator tells this; the phase {@code unwanted} would be the end. */
  private void awaitEvent(String beginning, String unwanted) {
    tale.until(
        happening ->
            happening instanceof Happening.Told(_, var message) && message.startsWith(beginning),
        "The event '" + beginning + "…'",
        PATIENCE,
        () -> trouble(unwanted));
  }

  private Optional<String> trouble(String unwanted) {
    if (!operator.isAlive()) {
      return Optional.of("The operator ended unexpectedly.");
    }
    return tale.phase().equals(unwanted)
        ? Optional.of("The phase is " + unwanted + ", which should not be.")
        : Optional.empty();
  }

  private void keep(Path kubeconfig) {
    screen.line("");
    screen.line("The cluster stays up until Ctrl-C, and so do the visitors. In another terminal:");
    screen.line("");
    screen.line("  export KUBECONFIG=" + kubeconfig);
    screen.line("  kubectl -n test get canaries -w");
    screen.line("  kubectl -n test set image deployment/podinfo podinfod=" + IMAGE + ":6.1.0");
    screen.line("");
    tale.goOn();
  }
}
