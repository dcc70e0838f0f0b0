package io.guidon.operator.metric;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a request got no answer, in the words of Go's net/http, which users know from Flagger. */
final class NoAnswer {

  private NoAnswer() {}

  static String cause(Throwable failure, URI url) {
    var causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause).toList();
    for (var cause : causes) {
      if (cause instanceof CertificateException certificate) {
        return "tls: failed to verify certificate: x509: " + certificate(certificate);
      }
    }
    if (causes.stream().anyMatch(NoAnswer::isUnknownHost)) {
      return "dial tcp: lookup " + url.getHost() + ": no such host";
    }
    var deepest = causes.getLast();
    if (causes.stream().anyMatch(ConnectException.class::isInstance)) {
      return "dial tcp " + url.getHost() + port(url) + ": connect: " + connect(deepest);
    }
    return deepest instanceof SSLException tls ? tls(tls) : text(deepest);
  }

  private static boolean isUnknownHost(Throwable cause) {
    return cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException;
  }

  private static String connect(Throwable reason) {
    return Optional.ofNullable(reason.getMessage())
        .orElse("connection refused")
        .toLowerCase(Locale.ROOT);
  }

  private static String tls(SSLException problem) {
    var text = text(problem);
    return text.contains("plaintext connection") || text.contains("Unsupported or unrecognized")
        ? "http: server gave HTTP response to HTTPS client"
        : "tls: " + text;
  }

  /** The port as written, with its colon; empty where there is none. */
  static String port(URI url) {
    return url.getPort() < 0 ? "" : ":" + url.getPort();
  }

  private static String certificate(CertificateException problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException) {
        return "certificate signed by unknown authority";
      }
    }
    return text(problem);
  }

  private static String text(Throwable problem) {
    return Optional.ofNullable(problem.getMessage()).orElse(problem.getClass().getSimpleName());
  }
}
