package io.guidon.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.UUID;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who may do everything on one API server: a static token, and the certificate that the server
 * signed for itself when it first started.
 */
final class Admin {

  private final Path folder;
  private final URI url;
  private final String token = UUID.randomUUID().toString();

  private Admin(Path folder, URI url) {
    this.folder = folder;
    this.url = url;
  }

  /**
   * Writes the token file and the service account keys that the API server at {@code url} is to be
   * started with.
   */
  static Admin of(Path folder, URI url) throws IOException {
    var admin = new Admin(folder, url);
    Files.writeString(admin.tokens(), admin.token + ",admin,admin,system:masters\n");
    try {
      var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
      Files.writeString(admin.signingKey(), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
      Files.writeString(admin.verifyingKey(), pem("PUBLIC KEY", keys.getPublic().getEncoded()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has elliptic curves", impossible);
    }
    Files.writeString(
        admin.kubeconfig(),
        """
        apiVersion: v1
        kind: Config
        current-context: guidon
        contexts:
        - name: guidon
          context: {cluster: guidon, user: admin}
        clusters:
        - name: guidon
          cluster:
            server: %s
            certificate-authority: %s
        users:
        - name: admin
          user: {token: %s}
        """
            .formatted(url, admin.certificate(), admin.token));
    return admin;
  }

  URI url() {
    return url;
  }

  String token() {
    return token;
  }

  Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  Path tokens() {
    return folder.resolve("tokens.csv");
  }

  Path certificates() {
    return folder.resolve("certificates");
  }

  Path signingKey() {
    return folder.resolve("service-accounts.key");
  }

  Path verifyingKey() {
    return folder.resolve("service-accounts.pub");
  }

  /** Whether the API server answers with 200 to {@code path}, such as {@code /readyz}. */
  boolean isAnswered(String path) {
    if (!Files.exists(certificate())) {
      return false;
    }
    try {
      var request = (HttpsURLConnection) url.resolve(path).toURL().openConnection();
      request.setSSLSocketFactory(trustingTheServer().getSocketFactory());
      request.setRequestProperty("Authorization", "Bearer " + token);
      return Loopback.isOk(request);
    } catch (IOException | GeneralSecurityException certificateHalfWritten) {
      return false;
    }
  }

  private Path certificate() {
    return certificates().resolve("apiserver.crt");
  }

  private SSLContext trustingTheServer() throws IOException, GeneralSecurityException {
    try (var chain = Files.newInputStream(certificate())) {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(chain)) {
        trusted.setCertificateEntry("server" + trusted.size(), certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    }
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(
            kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), kind);
  }
}
