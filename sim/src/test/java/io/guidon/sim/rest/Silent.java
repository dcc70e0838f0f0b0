package io.guidon.sim.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends a GET and reads nothing unless it is told to. */
final class Silent implements AutoCloseable {

  private final Socket socket;

  Silent(Served served, String path, String... headers) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), served.server().address().getPort());
      var lines = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: sim\r\n");
      for (String header : headers) {
        lines.append(header).append("\r\n");
      }
      socket
          .getOutputStream()
          .write(lines.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String firstLine() {
    try {
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
