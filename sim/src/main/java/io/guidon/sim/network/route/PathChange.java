package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.network.http.Request;
import io.guidon.sim.store.Trees;

/** What a rewrite or a redirect makes of a path. */
sealed interface PathChange {

  /** The new target of the request, query included. */
  String apply(Request request, Match match);

  record Keep() implements PathChange {
    @Override
    public String apply(Request request, Match match) {
      return request.target();
    }
  }

  record Full(String path) implements PathChange {
    @Override
    public String apply(Request request, Match match) {
      return withQuery(path, request);
    }
  }

  /** Replaces what the match names of the path; only prefixes can be replaced. */
  record PrefixOnly(String prefix) implements PathChange {
    @Override
    public String apply(Request request, Match match) {
      int taken =
          match.path() instanceof PathMatch.Prefix(var value) && request.path().startsWith(value)
              ? value.length()
              : 0;
      String rest = request.path().substring(taken);
      String trimmed = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
      String joined =
          rest.isEmpty() || rest.startsWith("/") ? trimmed + rest : trimmed + "/" + rest;
      return withQuery(joined.isEmpty() ? "/" : joined, request);
    }
  }

  static PathChange parse(JsonNode path) {
    return switch (Trees.text(path, "type")) {
      case "ReplaceFullPath" -> new Full(Trees.text(path, "replaceFullPath"));
      case "ReplacePrefixMatch" -> new PrefixOnly(Trees.text(path, "replacePrefixMatch"));
      default -> new Keep();
    };
  }

  private static String withQuery(String path, Request request) {
    return request.query().isEmpty() ? path : path + "?" + request.query();
  }
}
