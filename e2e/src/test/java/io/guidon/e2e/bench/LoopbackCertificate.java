package io.guidon.e2e.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1 that signed itself.
 *
 * @param serving shows it to clients
 * @param file what clients have to trust, as PEM
 */
record LoopbackCertificate(SSLContext serving, Path file) {
  private static final String PASSWORD = "loopback";

  /** Draws a new one with the JDK's keytool; its files go into {@code folder}. */
  static LoopbackCertificate create(Path folder) throws IOException {
    var store = folder.resolve("proxy.p12");
    var file = folder.resolve("proxy.crt");
    Files.deleteIfExists(store);
    keytool(
        store,
        List.of(
            "-genkeypair", "-keyalg", "EC", "-dname", "CN=loopback", "-ext", "san=ip:127.0.0.1"));
    keytool(store, List.of("-exportcert", "-rfc", "-file", file.toString()));
    try (var content = Files.newInputStream(store)) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(content, PASSWORD.toCharArray());
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return new LoopbackCertificate(context, file);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("keytool wrote something unreadable", impossible);
    }
  }

  /** A client that trusts the certificates in this PEM file and no others. */
  static SSLContext trusting(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (var one : CertificateFactory.getInstance("X.509").generateCertificates(content)) {
        trusted.setCertificateEntry("trusted" + trusted.size(), one);
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("no certificates in " + file, unusable);
    }
  }

  private static void keytool(Path store, List<String> what) throws IOException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var command = new ArrayList<>(List.of(keytool.toString()));
    command.addAll(what);
    command.addAll(List.of("-alias", "proxy", "-keystore", store.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("keytool: " + said);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }
}
