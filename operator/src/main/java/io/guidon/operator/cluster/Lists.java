package io.guidon.operator.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.ObjectRef;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists all objects of one kind, page by page and consistently: never from an API server's past.
 */
final class Lists {
  private static final Logger LOG = LoggerFactory.getLogger(Lists.class);
  private static final String PAGE = "500";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final ApiClient api;
  private final Kind kind;
  private final Optional<String> namespace;

  /**
   * @param namespace the only one to look at; empty for all
   */
  Lists(ApiClient api, Kind kind, Optional<String> namespace) {
    this.api = api;
    this.kind = kind;
    this.namespace = namespace;
  }

  /**
   * Brings the store up to date.
   *
   * @param latest the latest version that was seen so far. A consistent list cannot be older,
   *     unless the cluster was set back, for example from a backup of etcd
   * @return the version of the list
   * @throws RefusedException if the API server does not answer with a list
   */
  Version fill(Store store, Version latest) throws IOException {
    var listed = new HashSet<ObjectRef>();
    var page = page("");
    if (Version.of(page).isBefore(latest)) {
      LOG.atWarn().log("{}: the cluster was set back, everything is read anew", kind);
      store.rewound();
    }
    while (true) {
      for (var item : page.path("items")) {
        listed.add(ObjectRef.of(identified((ObjectNode) item)));
        store.put((ObjectNode) item);
      }
      var next = page.path("metadata").path("continue").asText();
      if (next.isEmpty()) {
        store.retain(listed, Version.of(page));
        return Version.of(page);
      }
      page = page(next);
    }
  }

  private ObjectNode page(String next) throws IOException {
    var query = query();
    query.put("limit", PAGE);
    if (!next.isEmpty()) {
      query.put("continue", next);
    }
    var response = api.get(target(query), LIMIT);
    if (!response.isSuccess()) {
      throw new RefusedException(response);
    }
    return Json.parse(response.body());
  }

  private ObjectNode identified(ObjectNode item) {
    return item.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
  }

  /** What every list and watch of this kind asks for; the caller's own to add to. */
  Map<String, String> query() {
    var query = new HashMap<String, String>();
    kind.labelSelector().ifPresent(selector -> query.put("labelSelector", selector));
    return query;
  }

  ApiClient.Target target(Map<String, String> query) {
    return new ApiClient.Target(kind.path(namespace), query);
  }
}
