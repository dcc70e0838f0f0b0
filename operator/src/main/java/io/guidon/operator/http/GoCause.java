package io.guidon.operator.http;

import io.guidon.operator.http.HttpPost.Persistence;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Why a request got no answer, in the words of Go's {@code net/http}, which users know from
 * Flagger's events (spec/webhooks.md §2).
 */
record GoCause(String text, Persistence persistence) {
  static final String LATE =
      "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
  static final String LATE_BODY =
      "context deadline exceeded (Client.Timeout or context cancellation while reading body)";

  static GoCause of(Throwable failure, TargetUrl target, Optional<Proxies.Way.Through> proxy) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException certificate) {
        return new GoCause(
            "tls: failed to verify certificate: x509: " + certificate(certificate),
            Persistence.LASTING);
      }
    }
    return new GoCause(passing(failure, target, proxy), Persistence.PASSING);
  }

  private static String passing(
      Throwable failure, TargetUrl target, Optional<Proxies.Way.Through> proxy) {
    var deepest =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .reduce(failure, (a, b) -> b);
    var dial =
        new Dial(
            proxy.map(Proxies.Way.Through::host).orElse(target.hostname()), port(target, proxy));
    var prefix = proxy.isPresent() ? "proxyconnect tcp: " : "";
    return switch (deepest) {
      case UnresolvedAddressException unresolved -> prefix + dial.lookupFailed();
      case UnknownHostException unknown -> prefix + dial.lookupFailed();
      case ConnectException refused -> prefix + dial.failed(refused);
      // What is left of a refused connection where the JDK tried twice, see HttpPost.prepareJdk.
      case ClosedChannelException closed when isConnect(failure) ->
          prefix + dial.failed(new ConnectException());
      case NoRouteToHostException unreachable -> prefix + dial.failed(unreachable);
      case EOFException ended -> isBody(failure) ? "unexpected EOF" : "EOF";
      case ProtocolException malformed -> malformed(malformed);
      case SSLException tls -> tls(tls);
      case SocketException broken -> "read tcp " + target.host() + ": read: " + broken(broken);
      default ->
          Optional.ofNullable(deepest.getMessage()).orElse(deepest.getClass().getSimpleName());
    };
  }

  private static String port(TargetUrl target, Optional<Proxies.Way.Through> proxy) {
    return proxy.map(through -> Integer.toString(through.port())).orElse(target.port());
  }

  private record Dial(String host, String port) {
    String lookupFailed() {
      return "dial tcp: lookup " + host + ": no such host";
    }

    String failed(SocketException reason) {
      var text =
          Optional.ofNullable(reason.getMessage())
              .orElse("connection refused")
              .toLowerCase(Locale.ROOT);
      return "dial tcp " + address() + ": connect: " + text;
    }

    /** Go prints the address that it tried. */
    private String address() {
      try {
        var address = InetAddress.getByName(host).getHostAddress();
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
      } catch (UnknownHostException gone) {
        return host + ":" + port;
      }
    }
  }

  private static boolean isConnect(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .anyMatch(ConnectException.class::isInstance);
  }

  private static boolean isBody(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .map(cause -> String.valueOf(cause.getMessage()))
        .anyMatch(text -> text.contains("bytes received") || text.contains("chunked"));
  }

  private static String malformed(ProtocolException problem) {
    var text = String.valueOf(problem.getMessage());
    return "net/http: HTTP/1.x transport connection broken: "
        + (text.startsWith("Invalid status line: ")
            ? "malformed HTTP response " + text.substring("Invalid status line: ".length())
            : text);
  }

  private static String broken(SocketException problem) {
    var text = String.valueOf(problem.getMessage());
    return text.equals("Connection reset")
        ? "connection reset by peer"
        : text.toLowerCase(Locale.ROOT);
  }

  private static String tls(SSLException problem) {
    var text = String.valueOf(problem.getMessage());
    return text.contains("plaintext connection") || text.contains("Unsupported or unrecognized")
        ? "http: server gave HTTP response to HTTPS client"
        : "tls: " + text;
  }

  private static String certificate(CertificateException problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException) {
        return "certificate signed by unknown authority";
      }
    }
    return String.valueOf(problem.getMessage());
  }
}
