package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The election of the operator that acts, over Flagger's Lease ({@code spec/operations.md §5}), so
 * that it also counts between Flagger and Guidon. Its requests wait for nothing else: the client is
 * its own.
 */
public final class LeaderElection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);
  private static final String NAME = "flagger-leader-election";
  private static final Duration RETRY = Duration.ofSeconds(3);
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ApiClient api;
  private final ObjectRef lease;
  private final Campaign campaign;
  private final Outcome outcome;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private String leader = "";

  /** When the last attempt began that got us the Lease: others count from later than that. */
  private long renewed;

  private boolean isStarted;

  /** What becomes of the election; called on its own thread, in this order, each at most once. */
  public interface Outcome {
    /** This operator acts from now on. */
    void acquired();

    /**
     * It no longer may, or the election was ended: nothing is written any more when this returns,
     * then the Lease is given back. The process is to exit with 1, but not from in here.
     */
    void lost();
  }

  LeaderElection(
      ApiClient api, String namespace, Campaign campaign, Outcome outcome, InstantSource clock) {
    this(api, Kinds.LEASES.ref(namespace, NAME), campaign, outcome, clock, System::nanoTime);
  }

  private LeaderElection(
      ApiClient api,
      ObjectRef lease,
      Campaign campaign,
      Outcome outcome,
      InstantSource clock,
      LongSupplier nanos) {
    this.api = api;
    this.lease = lease;
    this.campaign = campaign;
    this.outcome = outcome;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Begins to run for it, on a thread of its own. */
  public synchronized void start() {
    isStarted = true;
    Thread.ofPlatform().daemon().name("leader election").start(this::run);
  }

  private void run() {
    try {
      if (acquire()) {
        LOG.atInfo().log("Acting as elected leader");
        outcome.acquired();
        renew();
      }
    } finally {
      LOG.atInfo().log("Leadership lost");
      try {
        outcome.lost();
      } finally {
        release();
        ended.countDown();
      }
    }
  }

  private boolean acquire() {
    do {
      renewed = nanos.getAsLong();
      if (attempt()) {
        return true;
      }
    } while (!isStopped(RETRY));
    return false;
  }

  /** Returns when it is to end, or when the Lease has not been renewed for too long. */
  private void renew() {
    while (!left().isZero() && !isStopped(atMost(RETRY))) {
      var begun = nanos.getAsLong();
      if (attempt()) {
        renewed = begun;
      }
    }
  }

  /** Never beyond the moment from which we may no longer act. */
  private Duration atMost(Duration length) {
    return left().compareTo(length) < 0 ? left() : length;
  }

  /** How long we may still act without a renewal. */
  private Duration left() {
    return Duration.ofNanos(Math.max(0, RENEW_DEADLINE.toNanos() - (nanos.getAsLong() - renewed)));
  }

  private boolean isStopped(Duration wait) {
    try {
      return stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Whether the Lease is ours after this attempt to get or keep it. */
  private boolean attempt() {
    try {
      var live = read(atMost(LIMIT));
      var spec = live.map(object -> object.path("spec"));
      return switch (campaign.next(spec, Duration.ofNanos(nanos.getAsLong()), clock.instant())) {
        case Campaign.Step.Take(var record) -> write(live, record, atMost(LIMIT));
        case Campaign.Step.Stand(var holder) -> {
          stand(holder);
          yield false;
        }
      };
    } catch (IOException failed) {
      LOG.atWarn().log("the lease {} could not be looked at: {}", lease, failed.getMessage());
      return false;
    }
  }

  private void stand(String holder) {
    if (!holder.equals(leader)) {
      leader = holder;
      LOG.atInfo().log("Another instance has been elected as leader: {}", holder);
    }
  }

  private Optional<ObjectNode> read(Duration limit) throws IOException {
    var response = api.get(ApiClient.Target.of(Kinds.LEASES.path(lease)), limit);
    if (response.isSuccess()) {
      return Optional.of(Json.parse(response.body()));
    }
    if (response.status() == 404) {
      return Optional.empty();
    }
    throw new IOException(Answers.refused(response).message());
  }

  /** Fenced by what was read: of two that take it at once, one is refused. */
  private boolean write(Optional<ObjectNode> live, JsonNode spec, Duration limit)
      throws IOException {
    var body = live.map(ObjectNode::deepCopy).orElseGet(this::fresh);
    body.set("spec", spec);
    var target = live.isPresent() ? Kinds.LEASES.path(lease) : Kinds.LEASES.collection(lease);
    var response =
        api.send(
            live.isPresent() ? "PUT" : "POST",
            ApiClient.Target.of(target),
            Optional.of(new ApiClient.Content(ApiClient.JSON, Json.text(body))),
            limit);
    if (response.isSuccess()) {
      return true;
    }
    var refused = Answers.refused(response);
    LOG.atWarn()
        .log("the lease {} could not be written: {} ({})", lease, refused.message(), refused.why());
    return false;
  }

  private ObjectNode fresh() {
    var body = Json.object().put("apiVersion", lease.apiVersion()).put("kind", lease.kind());
    body.putObject("metadata").put("namespace", lease.namespace()).put("name", lease.name());
    return body;
  }

  /** Gives the Lease back, so that the next one does not have to wait. */
  private void release() {
    try {
      var live = read(LIMIT);
      if (live.isPresent() && campaign.isOurs(live.get().path("spec"))) {
        write(live, campaign.released(live.get().path("spec"), clock.instant()), LIMIT);
      }
    } catch (IOException failed) {
      LOG.atWarn().log("the lease {} was not given back: {}", lease, failed.getMessage());
    }
  }

  /**
   * Ends it and waits until the Lease is given back; {@link Outcome#lost()} is called before that.
   */
  @Override
  public void close() {
    stop.countDown();
    if (isStarted()) {
      awaitEnd();
    }
    api.close();
  }

  private synchronized boolean isStarted() {
    return isStarted;
  }

  private void awaitEnd() {
    try {
      if (!ended.await(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.atWarn().log("the lease {} was not given back in time", lease);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
