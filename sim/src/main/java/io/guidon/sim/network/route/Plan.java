package io.guidon.sim.network.route;

import io.guidon.sim.network.http.Headers;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What a gateway does with a request. */
public sealed interface Plan {

  /** {@code name.namespace} of the HTTPRoute; empty if none takes the request. */
  String route();

  /** It answers the request itself. */
  record Answer(String route, Response response) implements Plan {
    public Answer {
      Objects.requireNonNull(response);
    }
  }

  /**
   * It passes the request on.
   *
   * @param gateway {@code name-class.namespace} of the Gateway
   * @param request as the pod is to get it
   * @param copies what is sent elsewhere as well, without waiting for answers
   * @param within how long all of it may take
   * @param tryWithin how long one try may take
   * @param answerHeaders edits the header of the answer
   */
  record Forward(
      String route,
      String gateway,
      ServicePort service,
      Request request,
      List<Copy> copies,
      Duration within,
      Duration tryWithin,
      UnaryOperator<Headers> answerHeaders)
      implements Plan {
    public Forward {
      copies = List.copyOf(copies);
    }
  }

  /** A mirrored request. */
  record Copy(ServicePort service, Request request) {}
}
