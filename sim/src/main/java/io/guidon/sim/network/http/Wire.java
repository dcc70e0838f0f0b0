package io.guidon.sim.network.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Messages as they go over a connection (RFC 9112). */
final class Wire {

  /** Larger bodies are refused: a simulated network has no use for them. */
  static final int LARGEST_BODY = 16 << 20;

  private static final int LARGEST_HEAD = 64 << 10;

  private Wire() {}

  /** The message cannot be read; the connection is of no use any more. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** The connection ended before the first byte of a message. */
  static final class NoMessage extends EOFException {
    private static final long serialVersionUID = 1L;

    NoMessage() {
      super("the connection was closed without an answer");
    }
  }

  /** The head of a request; what follows it is read with {@link #body}. */
  static Request requestHead(InputStream in) throws IOException {
    var first = line(in, true).split(" ", -1);
    if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
      throw new Malformed("expected METHOD TARGET HTTP/1.1, found " + String.join(" ", first));
    }
    var headers = headers(in);
    return new Request(
        first[0],
        first[1],
        first[2].equals("HTTP/1.0") ? headers.set("Connection", "close") : headers,
        Body.EMPTY);
  }

  /** The answer to a request of this method. */
  static Response response(InputStream in, String method) throws IOException {
    while (true) {
      var first = line(in, true).split(" ", 3);
      if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
        throw new Malformed("expected HTTP/1.1 STATUS, found " + String.join(" ", first));
      }
      int status = number(first[1], 10);
      var headers = headers(in);
      if (status >= 200) {
        boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
        return new Response(
            status, headers, bodiless ? Body.EMPTY : body(in, headers, Until.CLOSE));
      }
    }
  }

  /** Where a body ends if no header says so. */
  enum Until {
    AT_ONCE,
    CLOSE
  }

  static Body body(InputStream in, Headers headers, Until until) throws IOException {
    if (headers.hasToken("Transfer-Encoding", "chunked")) {
      return chunked(in);
    }
    Optional<String> length = headers.first("Content-Length");
    if (length.isPresent()) {
      return Body.of(exactly(in, number(length.get(), 10)));
    }
    return switch (until) {
      case AT_ONCE -> Body.EMPTY;
      case CLOSE -> Body.of(in.readNBytes(LARGEST_BODY));
    };
  }

  static void write(OutputStream out, Request request) throws IOException {
    boolean hasBody = request.body().length() > 0 || !request.isIdempotent();
    send(
        out,
        request.method() + " " + request.target() + " HTTP/1.1\r\n",
        hasBody ? framed(request.headers(), request.body()) : unframed(request.headers()),
        request.body());
  }

  /** The answer to a request of this method. */
  static void write(OutputStream out, Response response, String method) throws IOException {
    boolean bodiless = method.equals("HEAD") || response.status() == 204;
    send(
        out,
        "HTTP/1.1 " + response.status() + " " + Reasons.of(response.status()) + "\r\n",
        bodiless ? unframed(response.headers()) : framed(response.headers(), response.body()),
        bodiless ? Body.EMPTY : response.body());
  }

  private static void send(OutputStream out, String first, Headers headers, Body body)
      throws IOException {
    // In one piece: a head alone would wait for its acknowledgement.
    var message = new ByteArrayOutputStream(256 + body.length());
    message.writeBytes((first + headers.wire() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    message.writeBytes(body.bytes());
    message.writeTo(out);
    out.flush();
  }

  private static Headers framed(Headers headers, Body body) {
    return unframed(headers).set("Content-Length", Integer.toString(body.length()));
  }

  private static Headers unframed(Headers headers) {
    return headers.remove("Content-Length").remove("Transfer-Encoding");
  }

  private static Headers headers(InputStream in) throws IOException {
    List<Header> fields = new ArrayList<>();
    int left = LARGEST_HEAD;
    for (String line = line(in, false); !line.isEmpty(); line = line(in, false)) {
      int colon = line.indexOf(':');
      left -= line.length();
      if (colon < 1 || line.substring(0, colon).isBlank() || left < 0) {
        throw new Malformed(left < 0 ? "the header is too large" : "not a header field: " + line);
      }
      fields.add(new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
    }
    return new Headers(fields);
  }

  private static Body chunked(InputStream in) throws IOException {
    var whole = new ByteArrayOutputStream();
    while (true) {
      int size = number(line(in, false).split(";", 2)[0].strip(), 16);
      if (size == 0) {
        headers(in);
        return Body.of(whole.toByteArray());
      }
      whole.writeBytes(exactly(in, size));
      if (whole.size() > LARGEST_BODY) {
        throw tooLarge();
      }
      line(in, false);
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    if (length > LARGEST_BODY) {
      throw tooLarge();
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection was closed in the middle of a message");
    }
    return bytes;
  }

  private static Malformed tooLarge() {
    return new Malformed("a body may have " + LARGEST_BODY + " bytes at most");
  }

  private static int number(String text, int radix) throws Malformed {
    try {
      return Integer.parseUnsignedInt(text.toLowerCase(Locale.ROOT), radix);
    } catch (NumberFormatException e) {
      throw new Malformed("expected a number, found " + text);
    }
  }

  /** A line without its end. */
  private static String line(InputStream in, boolean first) throws IOException {
    var line = new ByteArrayOutputStream(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw first && line.size() == 0
            ? new NoMessage()
            : new EOFException("the connection was closed in the middle of a message");
      }
      if (line.size() > LARGEST_HEAD) {
        throw new Malformed("a line is too long");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
