package io.guidon.sim.network.route;

import io.guidon.sim.network.http.Headers;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.network.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Applies a rule to a request that it takes: weights, filters, mirrors. */
final class Planning {

  private final Rule rule;
  private final Match match;
  private final Request request;

  Planning(Rule rule, Match match, Request request) {
    this.rule = rule;
    this.match = match;
    this.request = request;
  }

  Plan plan(RandomGenerator random) {
    for (var filter : rule.filters(Filter.CrossOrigin.class)) {
      var preflight = filter.cors().preflight(request);
      if (preflight.isPresent()) {
        return new Plan.Answer(rule.route(), preflight.get());
      }
    }
    for (var filter : rule.filters(Filter.Redirecting.class)) {
      return new Plan.Answer(rule.route(), filter.redirect().answer(request, match));
    }
    return rule.choose(random)
        .filter(Backend::usable)
        .map(backend -> forward(backend, random))
        .orElseGet(this::noBackend);
  }

  private Plan forward(Backend backend, RandomGenerator random) {
    var own = edited(request, rule.filters());
    return new Plan.Forward(
        rule.route(),
        rule.gateway(),
        backend.service(),
        edited(own, backend.filters()),
        copies(backend, own, random),
        rule.request(),
        rule.backendRequest(),
        headers -> answerHeaders(backend, headers));
  }

  /** Gateway API: a share that leads nowhere is answered 500, not given to the others. */
  private Plan noBackend() {
    return new Plan.Answer(
        rule.route(),
        Response.text(
            500,
            "HTTPRoute "
                + rule.route()
                + " leads nowhere: its weights are all 0, or a backend does not exist\n"));
  }

  private List<Plan.Copy> copies(Backend backend, Request sent, RandomGenerator random) {
    var copies = new ArrayList<Plan.Copy>();
    for (var filter : both(backend)) {
      if (filter instanceof Filter.Mirror mirror
          && (mirror.share() >= 1 || random.nextDouble() < mirror.share())) {
        copies.add(new Plan.Copy(mirror.backend(), sent));
      }
    }
    return copies;
  }

  private Request edited(Request before, List<Filter> filters) {
    var edited = before;
    for (var filter : filters) {
      edited =
          switch (filter) {
            case Filter.RequestHeaders(var edits) ->
                edited.withHeaders(edits.apply(edited.headers()));
            case Filter.Rewrite(var hostname, var path) -> {
              var rewritten = edited.withTarget(path.apply(edited, match));
              yield hostname.isEmpty() ? rewritten : rewritten.withHeader("Host", hostname);
            }
            case Filter.ResponseHeaders answer -> edited;
            case Filter.Mirror copy -> edited;
            case Filter.Redirecting answer -> edited;
            case Filter.CrossOrigin answer -> edited;
          };
    }
    return edited;
  }

  private Headers answerHeaders(Backend backend, Headers headers) {
    var edited = headers;
    for (var filter : both(backend)) {
      if (filter instanceof Filter.ResponseHeaders(var edits)) {
        edited = edits.apply(edited);
      }
      if (filter instanceof Filter.CrossOrigin(var cors)) {
        edited = cors.apply(request, edited);
      }
    }
    return edited;
  }

  private List<Filter> both(Backend backend) {
    return Stream.concat(rule.filters().stream(), backend.filters().stream()).toList();
  }
}
