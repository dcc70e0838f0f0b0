package io.guidon.operator.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates that nobody signed, for servers of tests. */
public final class SelfSigned {
  private static final String PASSWORD = "changeit";

  private final Path store;

  /** Makes a key and its certificate for the host {@code name} in a folder. */
  public SelfSigned(Path folder, String name) {
    this.store = folder.resolve(name + ".p12");
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name);
  }

  /** What a server with this certificate works with. */
  public SSLContext context() {
    try (var in = Files.newInputStream(store)) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The certificate as PEM. */
  public String pem() {
    var file = store.resolveSibling(store.getFileName() + ".crt");
    keytool("-exportcert", "-rfc", "-file", file.toString());
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void keytool(String... what) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(what));
    command.addAll(List.of("-alias", "a", "-keystore", store.toString(), "-storepass", PASSWORD));
    try {
      var running = new ProcessBuilder(command).inheritIO().start();
      if (running.waitFor() != 0) {
        throw new AssertionError(command + " ended with " + running.exitValue());
      }
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was broken off", stopped);
    }
  }
}
