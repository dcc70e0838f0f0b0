package io.guidon.sim.network.app;

import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import java.util.Optional;

/** An application of which nothing is known: it answers everything with 200. */
final class PlainApplication implements Application {

  private final Container container;

  PlainApplication(Container container) {
    this.container = container;
  }

  @Override
  public Response answer(Request request) {
    return Response.text(200, container.image() + " in " + container.pod() + "\n");
  }

  @Override
  public Optional<Integer> port() {
    return Optional.empty();
  }

  @Override
  public String readyPath() {
    return "/";
  }
}
