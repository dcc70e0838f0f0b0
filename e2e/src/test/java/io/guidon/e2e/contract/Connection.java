package io.guidon.e2e.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * How an API server is reached.
 *
 * @param headers sent with each request
 */
record Connection(HttpClient client, URI url, Map<String, String> headers)
    implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  Connection {
    headers = Map.copyOf(headers);
  }

  /** One request, sent as it is. */
  record Request(String method, String path, Map<String, String> headers, String body) {
    Request {
      headers = Map.copyOf(headers);
    }
  }

  /** An answer without a body of JSON has a text node for its body. */
  Answer send(Request request) {
    var response =
        exchange(built(request).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(
        request.method() + " " + request.path(),
        response.statusCode(),
        response.headers(),
        parse(response.body()));
  }

  /** A request whose answer goes on for some time. */
  HttpResponse<InputStream> stream(Request request) {
    return exchange(built(request).build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder built(Request request) {
    var builder =
        HttpRequest.newBuilder(url.resolve(request.path()))
            .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
    headers.forEach(builder::setHeader);
    request.headers().forEach(builder::setHeader);
    return builder;
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + request.uri(), e);
    }
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      return TextNode.valueOf(text);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
