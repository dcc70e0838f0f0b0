package io.guidon.operator;

import io.guidon.core.analysis.MetricQuery.SecretRef;
import io.guidon.core.resource.ObjectRef;
import io.guidon.core.rollout.Settings;
import io.guidon.operator.alert.Channels;
import io.guidon.operator.alert.GlobalAccount;
import io.guidon.operator.alert.Notifier;
import io.guidon.operator.alert.Outbox;
import io.guidon.operator.canary.Asking;
import io.guidon.operator.canary.Reconciler;
import io.guidon.operator.canary.Voices;
import io.guidon.operator.canary.Watching;
import io.guidon.operator.cluster.Cluster;
import io.guidon.operator.cluster.KubernetesCluster;
import io.guidon.operator.cluster.LeaderElection;
import io.guidon.operator.hook.Pause;
import io.guidon.operator.hook.WebhookClient;
import io.guidon.operator.http.Health;
import io.guidon.operator.http.HttpEndpoints;
import io.guidon.operator.http.HttpPost;
import io.guidon.operator.http.OperatorMetrics;
import io.guidon.operator.http.Proxies;
import io.guidon.operator.loop.KeyedLoop;
import io.guidon.operator.loop.SteadyClock;
import io.guidon.operator.loop.VirtualThreads;
import io.guidon.operator.metric.Credentials;
import io.guidon.operator.metric.HttpGet;
import io.guidon.operator.metric.MetricProviders;
import io.guidon.operator.metric.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wiring: which part is given to which. What each does is said where it is. */
final class Operator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);

  private static final String USER_AGENT = "guidon/" + Version.text();

  /** Passes side by side; each mostly waits for the API server. */
  private static final int WIDTH = 64;

  /** Longer than all requests of a pass can take together. */
  private static final Duration LONGEST_PASS = Duration.ofMinutes(10);

  /** What is being told when the operator has to stop may be told to its end. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Options options;
  private final IntConsumer exit;
  private final SteadyClock clock = SteadyClock.start();
  private final VirtualThreads async = new VirtualThreads();
  private final KubernetesCluster cluster;
  private final KeyedLoop<ObjectRef> loop;
  private final Reconciler reconciler;
  private final OperatorMetrics metrics;
  private final Proxies environment = Proxies.of(System.getenv());
  private final MetricProviders providers =
      MetricProviders.of(new HttpGet(USER_AGENT, environment.selector()), this::secret);
  private Optional<HttpEndpoints> endpoints = Optional.empty();
  private Optional<LeaderElection> election = Optional.empty();
  private boolean closing;
  private boolean acts;

  /** {@code exit} ends the process at once. */
  Operator(Options options, IntConsumer exit) {
    this.options = options;
    this.exit = exit;
    this.metrics = new OperatorMetrics(Version.text(), options.rollouts().meshProvider());
    this.cluster = new KubernetesCluster(connection(options.kubernetes()));
    this.loop = new KeyedLoop<>(async, clock, WIDTH);
    var settings = settings(options.rollouts());
    var watching = new Watching(settings, loop::look);
    cluster.onChange(watching::changed);
    cluster.onKindChange(watching::kindChanged);
    this.reconciler =
        new Reconciler(
            cluster,
            new Reconciler.Context(
                settings,
                options.rollouts().crossNamespaceRefs(),
                () -> UUID.randomUUID().toString()),
            clock,
            beside(watching));
  }

  static io.guidon.operator.cluster.Options connection(Options.Kubernetes kubernetes) {
    return new io.guidon.operator.cluster.Options(
        kubernetes.kubeconfig().map(Path::of),
        kubernetes.master(),
        kubernetes.namespace(),
        kubernetes.qps(),
        kubernetes.burst(),
        Version.text());
  }

  private static Settings settings(Options.Rollouts rollouts) {
    return new Settings(
        rollouts.meshProvider(),
        rollouts.metricsServer(),
        rollouts.selectorLabels(),
        rollouts.includeLabelPrefixes(),
        switch (rollouts.configTracking()) {
          case ON -> Settings.ConfigTracking.ON;
          case OFF -> Settings.ConfigTracking.OFF;
        },
        rollouts.clusterName());
  }

  private Reconciler.Beside beside(Watching watching) {
    var http = new HttpPost(USER_AGENT);
    var hooks = new WebhookClient(http, environment, clock, Pause.SLEEP);
    var slack = options.telling().slack();
    var channels =
        new Channels(
            hooks::deliver,
            new Notifier(http, environment),
            new ClusterAlertSource(cluster),
            options.telling().eventWebhook(),
            GlobalAccount.slack(
                slack.url(), slack.token(), slack.proxyUrl(), slack.user(), slack.channel()));
    return new Reconciler.Beside(
        new Asking(
            async,
            hooks::call,
            (canary, query) -> providers.measure(query),
            cluster::dryRun,
            loop::look),
        new Voices(
            metrics,
            acknowledged ->
                new Outbox(async, clock, channels, cluster::event, acknowledged::acknowledged)),
        watching);
  }

  private Secrets.Reading secret(SecretRef secret) {
    return switch (cluster.read(new ObjectRef("v1", "Secret", secret.namespace(), secret.name()))) {
      case Cluster.Live.Found(var object) -> new Secrets.Reading.Found(Credentials.of(object));
      case Cluster.Live.Absent(String message) -> new Secrets.Reading.Unreadable(message);
      case Cluster.Live.Failed(String message) -> new Secrets.Reading.Unreadable(message);
    };
  }

  /** Starts everything; returns when the operator works, or waits to be elected. */
  void start() throws IOException, InterruptedException {
    cluster.start();
    endpoints = Optional.of(HttpEndpoints.start(options.port(), this::health, metrics));
    while (!cluster.awaitSynced(Duration.ofSeconds(30))) {
      LOG.warn("still waiting for the API server to list what is watched");
    }
    // The lists have left many times of what is kept behind, which the collector would not touch as
    // long as the node has memory to give.
    System.gc();
    options.kubernetes().namespace().ifPresent(name -> LOG.info("Watching namespace {}", name));
    async.run("looking around", this::lookAround, _ -> {});
    switch (options.election().mode()) {
      case OFF -> act();
      case ON -> {
        var campaign =
            cluster.leaderElection(options.election().namespace(), identity(), new AsLeader());
        election = Optional.of(campaign);
        campaign.start();
      }
    }
  }

  private boolean lookAround() throws InterruptedException {
    new Surroundings(cluster::serverVersion, providers::measure, options.rollouts().metricsServer())
        .say();
    return true;
  }

  /** A pass that does not come to an end is the one thing that a restart helps against. */
  private Health health() {
    return loop.stuckSince()
        .filter(since -> since.isBefore(clock.instant().minus(LONGEST_PASS)))
        .<Health>map(since -> new Health.Ill("a pass over a Canary has not ended since " + since))
        .orElseGet(Health.Well::new);
  }

  private static String identity() throws UnknownHostException {
    return InetAddress.getLocalHost().getHostName() + "_" + UUID.randomUUID();
  }

  /** Only the elected one acts. */
  private final class AsLeader implements LeaderElection.Outcome {
    @Override
    public void acquired() {
      act();
    }

    @Override
    public void lost() {
      loop.close();
      async.close();
      if (!isClosing()) {
        exit.accept(1);
      }
    }
  }

  private synchronized void act() {
    acts = true;
    loop.begin(reconciler);
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  /** No further pass begins, then the Lease is given back. */
  @Override
  public void close() {
    boolean acted;
    synchronized (this) {
      closing = true;
      acted = acts;
    }
    loop.close();
    async.finish(LAST_WORDS);
    async.close();
    if (acted) {
      reconciler.stop();
    }
    election.ifPresent(LeaderElection::close);
    cluster.close();
    endpoints.ifPresent(HttpEndpoints::close);
  }
}
