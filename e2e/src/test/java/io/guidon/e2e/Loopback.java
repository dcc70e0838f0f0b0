package io.guidon.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Ports of this machine that only itself reaches. */
public final class Loopback {

  private static final int PATIENCE_MILLIS = 5_000;

  private Loopback() {}

  /** Distinct ports on which nothing listens right now. */
  public static List<Integer> freePorts(int count) {
    var held = new ArrayList<ServerSocket>();
    try {
      for (int taken = 0; taken < count; taken++) {
        held.add(new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1")));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } finally {
      for (var socket : held) {
        close(socket);
      }
    }
  }

  /** Whether a GET is answered with status 200. */
  public static boolean isOk(URI url) {
    try {
      return isOk((HttpURLConnection) url.toURL().openConnection());
    } catch (IOException refused) {
      return false;
    }
  }

  static boolean isOk(HttpURLConnection request) {
    request.setConnectTimeout(PATIENCE_MILLIS);
    request.setReadTimeout(PATIENCE_MILLIS);
    try {
      return request.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException refused) {
      return false;
    } finally {
      request.disconnect();
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
