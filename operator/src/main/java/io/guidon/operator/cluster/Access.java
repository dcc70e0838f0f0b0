package io.guidon.operator.cluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How an API server is reached that asks for nothing but a bearer token.
 *
 * @param url of the API server
 * @param authority PEM; the only certificates to trust, or empty for those that Java trusts
 * @param token asked for with each request; empty for none
 */
record Access(String url, Optional<String> authority, Supplier<Optional<String>> token) {

  Access at(String other) {
    return new Access(other, authority, token);
  }

  /**
   * Those of {@link #authority()}, which is much faster than to read all that Java trusts besides.
   *
   * @throws IllegalArgumentException if it holds no certificates
   */
  TrustManager[] trust() {
    try {
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted());
      return managers.getTrustManagers();
    } catch (GeneralSecurityException | IOException unusable) {
      throw new IllegalArgumentException(
          "the certificate authority of the API server cannot be used: " + unusable.getMessage(),
          unusable);
    }
  }

  /** Null stands for what Java trusts. */
  private @Nullable KeyStore trusted() throws GeneralSecurityException, IOException {
    if (authority.isEmpty()) {
      return null;
    }
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var content = new ByteArrayInputStream(authority.get().getBytes(StandardCharsets.UTF_8));
    for (var one : CertificateFactory.getInstance("X.509").generateCertificates(content)) {
      store.setCertificateEntry("authority" + store.size(), one);
    }
    if (store.size() == 0) {
      throw new GeneralSecurityException("there is no certificate in it");
    }
    return store;
  }
}
