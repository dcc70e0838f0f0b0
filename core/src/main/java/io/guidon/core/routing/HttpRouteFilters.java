package io.guidon.core.routing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Cors;
import io.guidon.core.resource.GoDuration;
import io.guidon.core.resource.HeaderChanges;
import io.guidon.core.resource.Mirror;
import io.guidon.core.resource.Rewrite;
import io.guidon.core.resource.ServiceSpec;
import java.util.List;
import java.util.Map;

/**
 * The filters of an HTTPRoute rule from {@code spec.service}, in Flagger's order
 * (spec/routing/gatewayapi.md §4).
 */
final class HttpRouteFilters {
  private static final int DEFAULT_MAX_AGE_SECONDS = 5;

  private final ArrayNode filters = JsonNodeFactory.instance.arrayNode();

  private HttpRouteFilters() {}

  static ArrayNode of(ServiceSpec service) {
    var rule = new HttpRouteFilters();
    service.headers().ifPresent(rule::addHeaders);
    service.rewrite().ifPresent(rule::addRewrite);
    service.mirror().forEach(rule::addMirror);
    service.corsPolicy().ifPresent(rule::addCors);
    return rule.filters;
  }

  private void addHeaders(HeaderChanges headers) {
    headers
        .request()
        .ifPresent(
            request -> modify(add("RequestHeaderModifier", "requestHeaderModifier"), request));
    headers
        .response()
        .ifPresent(
            response -> modify(add("ResponseHeaderModifier", "responseHeaderModifier"), response));
  }

  private static void modify(ObjectNode modifier, HeaderChanges.Operations operations) {
    putHeaders(modifier, "add", operations.add());
    putHeaders(modifier, "set", operations.set());
    putTexts(modifier, "remove", operations.remove());
  }

  private static void putHeaders(ObjectNode modifier, String field, Map<String, String> headers) {
    headers.forEach((name, value) ->
        modifier.withArrayProperty(field).addObject().put("name", name).put("value", value));
  }

  private void addRewrite(Rewrite rewrite) {
    var node = add("URLRewrite", "urlRewrite");
    rewrite.authority().ifPresent(authority -> node.put("hostname", authority));
    rewrite
        .uri()
        .ifPresent(uri -> {
          if (rewrite.replacesPrefix()) {
            node.putObject("path").put("type", "ReplacePrefixMatch").put("replacePrefixMatch", uri);
          } else {
            node.putObject("path").put("type", "ReplaceFullPath").put("replaceFullPath", uri);
          }
        });
  }

  private void addMirror(Mirror mirror) {
    var backend = add("RequestMirror", "requestMirror").putObject("backendRef");
    backend.put("group", mirror.group()).put("kind", mirror.kind()).put("name", mirror.name());
    mirror.namespace().ifPresent(namespace -> backend.put("namespace", namespace));
    mirror.port().ifPresent(port -> backend.put("port", port));
  }

  private void addCors(Cors cors) {
    var node = add("CORS", "cors");
    putTexts(node, "allowOrigins", cors.allowOrigin());
    if (cors.allowCredentials()) {
      node.put("allowCredentials", true);
    }
    putTexts(node, "allowMethods", cors.allowMethods());
    putTexts(node, "allowHeaders", cors.allowHeaders());
    putTexts(node, "exposeHeaders", cors.exposeHeaders());
    node.put("maxAge", maxAgeSeconds(cors));
  }

  /**
   * How long browsers may keep an answer. Without a duration that Go can read, or with one below a
   * second, it is what the API server would fill in, said here because a field that comes back
   * without having been sent looks like drift (README §9, edge 5).
   */
  private static int maxAgeSeconds(Cors cors) {
    return cors.maxAge()
        .flatMap(GoDuration::parse)
        .map(age -> (int) Math.min(age.toSeconds(), Integer.MAX_VALUE))
        .filter(seconds -> seconds > 0)
        .orElse(DEFAULT_MAX_AGE_SECONDS);
  }

  private ObjectNode add(String type, String field) {
    return filters.addObject().put("type", type).putObject(field);
  }

  private static void putTexts(ObjectNode node, String field, List<String> texts) {
    if (!texts.isEmpty()) {
      texts.forEach(node.putArray(field)::add);
    }
  }
}
