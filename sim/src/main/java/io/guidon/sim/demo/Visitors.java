package io.guidon.sim.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * People who use the application through the gateway: a steady number of requests per second,
 * whether or not the earlier ones are answered yet.
 */
final class Visitors implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int USERS = 1_000;

  /** Which version answered is said in this header by the applications of the simulated pods. */
  static final String VERSION_HEADER = "X-Version";

  private final HttpClient client;
  private final HttpRequest request;
  private final Tally tally;
  private final InstantSource clock;
  private final Random random = new Random(1);
  private final ScheduledExecutorService pace =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("visitors").daemon().factory());
  private final ExecutorService under = Executors.newVirtualThreadPerTaskExecutor();

  private Visitors(URI gateway, String host, Tally tally, InstantSource clock) {
    this.tally = tally;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(under).build();
    this.request =
        HttpRequest.newBuilder(gateway.resolve("/")).header("Host", host).timeout(PATIENCE).build();
  }

  /**
   * Begins.
   *
   * @param gateway where the requests go
   * @param host the site that they ask for
   * @param perSecond how many requests are sent in a second
   */
  static Visitors start(URI gateway, String host, int perSecond, Tally tally, InstantSource clock) {
    var visitors = new Visitors(gateway, host, tally, clock);
    long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
    var _ = visitors.pace.scheduleAtFixedRate(visitors::sendOne, 0, pause, TimeUnit.NANOSECONDS);
    return visitors;
  }

  /** Ends; waits for the answers that are under way. */
  @Override
  public void close() {
    pace.shutdownNow();
    under.close();
    client.close();
  }

  private void sendOne() {
    int user = random.nextInt(USERS);
    under.execute(() -> visit(user));
  }

  private void visit(int user) {
    var begun = clock.instant();
    try {
      var response = client.send(request, BodyHandlers.discarding());
      tally.add(user, version(response), answer(response.statusCode(), begun));
    } catch (IOException _) {
      // No answer is what the user got; it is counted, not hidden.
      tally.add(user, "", answer(0, begun));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Tally.Answer answer(int status, Instant begun) {
    var now = clock.instant();
    return new Tally.Answer(status, now, Duration.between(begun, now));
  }

  private static String version(HttpResponse<?> response) {
    return response.headers().firstValue(VERSION_HEADER).orElse("");
  }
}
