package io.guidon.sim.network.app;

import io.guidon.sim.network.http.Body;
import io.guidon.sim.network.http.Request;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The client curl, whose output may go through {@code grep}.
 *
 * @param failing whether an answer from 400 on is a failure ({@code -f})
 * @param discarding whether the output is thrown away ({@code -o /dev/null})
 */
record Curl(
    Request request, boolean failing, boolean discarding, Duration timeout, Optional<Grep> grep)
    implements Command {

  /**
   * The end of a pipe.
   *
   * @param quiet whether it says nothing ({@code -q})
   */
  record Grep(Pattern pattern, boolean quiet) {
    Result run(String input) {
      var found = input.lines().filter(line -> pattern.matcher(line).find()).toList();
      String output = quiet || found.isEmpty() ? "" : String.join("\n", found) + "\n";
      return new Result(found.isEmpty() ? 1 : 0, output);
    }

    static Grep parse(List<String> words) throws NotUnderstood {
      if (words.isEmpty() || !words.getFirst().equals("grep")) {
        throw new NotUnderstood("found a pipe to " + String.join(" ", words));
      }
      var rest = words.subList(1, words.size());
      boolean quiet = !rest.isEmpty() && rest.getFirst().equals("-q");
      var pattern = quiet ? rest.subList(1, rest.size()) : rest;
      if (pattern.size() != 1 || pattern.getFirst().startsWith("-")) {
        throw new NotUnderstood("found " + String.join(" ", words));
      }
      try {
        return new Grep(Pattern.compile(pattern.getFirst()), quiet);
      } catch (PatternSyntaxException e) {
        throw new NotUnderstood("found pattern " + pattern.getFirst());
      }
    }
  }

  static Curl parse(List<String> words) throws NotUnderstood {
    int pipe = words.indexOf("|");
    var own = pipe < 0 ? words : words.subList(0, pipe);
    var options = Options.clustered("curl", own, "sSfkLi", "dHXmo");
    String output = options.text("o", "/dev/null");
    if (!output.equals("/dev/null")) {
      throw new NotUnderstood("found -o " + output + " of curl");
    }
    var headers = options.headers();
    if (options.has("d") && headers.first("Content-Type").isEmpty()) {
      headers = headers.set("Content-Type", "application/x-www-form-urlencoded");
    }
    String method = options.text("X", options.has("d") ? "POST" : "GET");
    return new Curl(
        new Request(method, options.url(), headers, Body.of(options.joined("d"))),
        options.has("f"),
        options.has("o"),
        Duration.ofSeconds(Math.max(1, options.integer("m", 300))),
        pipe < 0
            ? Optional.empty()
            : Optional.of(Grep.parse(words.subList(pipe + 1, words.size()))));
  }

  @Override
  public Result run(Client client, Duration limit) {
    var result = fetch(client, timeout.compareTo(limit) < 0 ? timeout : limit);
    // The status of a pipe is that of its end.
    return grep.map(end -> end.run(result.exit() == 0 ? result.output() : "")).orElse(result);
  }

  private Result fetch(Client client, Duration within) {
    try {
      var response = client.send(request, within);
      if (failing && response.status() >= 400) {
        return failure(22, "The requested URL returned error: " + response.status());
      }
      return new Result(0, discarding ? "" : response.body().text());
    } catch (Client.Unreachable e) {
      String host = URI.create(request.target()).getRawAuthority();
      return e.isUnknownHost()
          ? failure(6, "Could not resolve host: " + host)
          : failure(7, "Failed to connect to " + host + ": " + e.getMessage());
    } catch (SocketTimeoutException e) {
      return failure(28, "Operation timed out");
    } catch (IOException e) {
      return failure(52, "Empty reply from server: " + e.getMessage());
    }
  }

  private static Result failure(int exit, String message) {
    return new Result(exit, "curl: (" + exit + ") " + message);
  }
}
