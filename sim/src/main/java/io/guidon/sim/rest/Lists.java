package io.guidon.sim.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** GET of a collection, whole or in pieces. Only on the world's thread. */
final class Lists {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> MATCHES = Set.of("", "Exact", "NotOlderThan");

  private final ApiStore store;

  Lists(ApiStore store) {
    this.store = store;
  }

  /**
   * A part of a list.
   *
   * @param version of the whole list, the same for all of its parts
   * @param next the token for the rest; empty if there is none
   * @param left how many objects are behind this part; 0 if that is not said
   */
  record Part(List<ObjectNode> items, long version, String next, int left) {
    Part {
      items = List.copyOf(items);
    }
  }

  Part list(Target target, Call call) {
    var collection = Collection.of(store, target, call);
    long current = Long.parseLong(store.resourceVersion());
    var token = call.parameter("continue");
    if (!token.isEmpty()) {
      if (!call.parameter("resourceVersion").isEmpty()) {
        throw Refusal.badRequest("specifying resource version is not allowed when using continue");
      }
      var start = Token.parse(token);
      if (start.version() < store.forgotten()) {
        throw Refusal.expiredContinuation();
      }
      return part(collection.at(start.version()), start, call);
    }
    long wanted = version(call, current);
    boolean exact = call.parameter("resourceVersionMatch").equals("Exact");
    if (exact && wanted < store.forgotten()) {
      throw Refusal.tooOld(wanted, store.forgotten());
    }
    return exact
        ? part(collection.at(wanted), new Token(wanted, ""), call)
        : part(collection.now(), new Token(current, ""), call);
  }

  private static long version(Call call, long current) {
    var version = call.parameter("resourceVersion");
    var match = call.parameter("resourceVersionMatch");
    if (!MATCHES.contains(match)) {
      throw Refusal.badListOption(
          "resourceVersionMatch",
          "Unsupported value: \""
              + match
              + "\": supported values: \"Exact\", \"NotOlderThan\", \"\"");
    }
    if (!match.isEmpty() && version.isEmpty()) {
      throw Refusal.badListOption(
          "resourceVersionMatch",
          "Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided");
    }
    if (match.equals("Exact") && version.equals("0")) {
      throw Refusal.badListOption(
          "resourceVersionMatch",
          "Forbidden: resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
    }
    if (version.isEmpty()) {
      return current;
    }
    long wanted = number(version);
    if (wanted > current) {
      throw Refusal.tooNew(wanted, current);
    }
    return wanted;
  }

  static long number(String version) {
    try {
      return Long.parseUnsignedLong(version);
    } catch (NumberFormatException _) {
      throw Refusal.badRequest(
          ("invalid resource version: resourceVersion: Invalid value: \"%1$s\": strconv.ParseUint:"
                  + " parsing \"%1$s\": invalid syntax")
              .formatted(version));
    }
  }

  private static Part part(List<ObjectNode> all, Token start, Call call) {
    var rest =
        all.stream().filter(object -> Collection.key(object).compareTo(start.after()) > 0).toList();
    long limit = call.number("limit");
    if (limit <= 0 || rest.size() <= limit) {
      return new Part(rest, start.version(), "", 0);
    }
    var items = rest.subList(0, (int) limit);
    var next = new Token(start.version(), Collection.key(items.getLast()));
    // How many objects a selector leaves out is not known before they have been looked at.
    boolean counted =
        call.parameter("labelSelector").isEmpty() && call.parameter("fieldSelector").isEmpty();
    return new Part(items, start.version(), next.text(), counted ? rest.size() - items.size() : 0);
  }

  /**
   * Where a list goes on.
   *
   * @param after the key of the last object that was sent
   */
  private record Token(long version, String after) {

    static Token parse(String text) {
      try {
        var tree =
            JSON.readTree(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        return new Token(tree.path("rv").asLong(), Trees.text(tree, "start"));
      } catch (IllegalArgumentException | JsonProcessingException _) {
        throw Refusal.badRequest(
            "invalid continue token: continue key is not valid: it was not made by this server");
      }
    }

    String text() {
      var tree = Trees.object().put("v", "meta.k8s.io/v1").put("rv", version).put("start", after);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(tree.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
