package io.guidon.sim.network.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guidon.core.resource.GoDuration;
import io.guidon.sim.network.app.Command.NotUnderstood;
import io.guidon.sim.network.app.Command.Result;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import io.guidon.sim.store.Trees;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * Flagger's load tester (spec/loadtester.md): gates, and commands that hooks send. It has no shell
 * but carries out {@link Command}s.
 */
final class LoadTester implements Application {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PORT = 9090;

  private final Client client;
  private final ExecutorService tasks;
  private final int port;
  private final Duration limit;
  private final Pattern namespaces;
  private final Set<String> openGates = ConcurrentHashMap.newKeySet();
  private final ConcurrentHashMap<String, Future<?>> running = new ConcurrentHashMap<>();

  LoadTester(Container container, ExecutorService tasks, Client client) {
    this.tasks = tasks;
    this.client = client;
    this.port = container.number("-port").orElse(PORT);
    this.limit = container.value("-timeout").flatMap(GoDuration::parse).orElse(Duration.ofHours(1));
    this.namespaces = Pattern.compile(container.value("-namespace-regexp").orElse(""));
  }

  @Override
  public Optional<Integer> port() {
    return Optional.of(port);
  }

  @Override
  public String readyPath() {
    return "/healthz";
  }

  /** Ends all commands that run. */
  @Override
  public void close() {
    running.values().forEach(task -> task.cancel(true));
  }

  @Override
  public Response answer(Request request) {
    return switch (request.path()) {
      case "/healthz", "/gate/approve" -> Response.text(200, "OK");
      case "/gate/halt" -> forbidden();
      case "/metrics" -> Response.text(200, "");
      default -> authorised(request);
    };
  }

  private Response authorised(Request request) {
    JsonNode payload;
    try {
      payload = JSON.readTree(request.body().text());
    } catch (JsonProcessingException e) {
      return Response.empty(400);
    }
    if (!payload.isObject()) {
      return Response.empty(400);
    }
    if (!namespaces.matcher(Trees.text(payload, "namespace")).find()) {
      return forbidden();
    }
    String canary = Trees.text(payload, "name") + "." + Trees.text(payload, "namespace");
    return switch (request.path()) {
      case "/gate/check" -> check(canary);
      case "/gate/open" -> open(canary);
      case "/gate/close" -> close(canary);
      case "/rollback/check" -> check("rollback." + canary);
      case "/rollback/open" -> open("rollback." + canary);
      case "/rollback/close" -> close("rollback." + canary);
      default -> command(canary, payload.path("metadata"));
    };
  }

  private Response check(String gate) {
    return openGates.contains(gate) ? Response.text(200, "Approved") : forbidden();
  }

  private Response open(String gate) {
    openGates.add(gate);
    return Response.empty(202);
  }

  private Response close(String gate) {
    openGates.remove(gate);
    return Response.empty(202);
  }

  private Response command(String canary, JsonNode metadata) {
    if (metadata.isEmpty()) {
      return Response.text(400, "metadata not found in payload");
    }
    String text = Trees.text(metadata, "cmd");
    try {
      return switch (metadata.path("type").asText("cmd")) {
        case "cmd" ->
            metadata.has("cmd")
                ? inBackground(canary, text)
                : Response.text(400, "cmd not found in metadata");
        case "bash" -> blocking(text, isTrue(metadata.path("returnCmdOutput")));
        case String other ->
            throw new NotUnderstood("found type " + other + ", expected cmd or bash");
      };
    } catch (NotUnderstood e) {
      return Response.text(400, e.answer());
    }
  }

  /** As Go parses booleans. */
  private static boolean isTrue(JsonNode value) {
    return Set.of("1", "t", "T", "true", "TRUE", "True").contains(value.asText(""));
  }

  private Response blocking(String text, boolean tell) throws NotUnderstood {
    if (text.isBlank()) {
      return Response.empty(200);
    }
    Result result = Command.parse(text).run(client, limit);
    if (result.exit() != 0) {
      return Response.text(
          500,
          "command " + text + " failed: " + result.output() + ": exit status " + result.exit());
    }
    return tell ? Response.text(200, result.output()) : Response.empty(200);
  }

  /** A command that runs already for this canary is not run twice. */
  private Response inBackground(String canary, String text) throws NotUnderstood {
    var command = Command.parse(text);
    running.compute(
        canary + " " + text,
        (key, task) ->
            task == null || task.isDone() ? tasks.submit(() -> command.run(client, limit)) : task);
    return Response.empty(202);
  }

  private static Response forbidden() {
    return Response.text(403, "Forbidden");
  }
}
