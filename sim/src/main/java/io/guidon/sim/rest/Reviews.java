package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.sim.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The questions who somebody is and what they may do. They are posted and answered, but not stored:
 * whoever asks may do everything.
 */
final class Reviews {

  /** Their kinds, by group and by name in paths. */
  private static final Map<String, Map<String, String>> KINDS =
      Map.of(
          "authentication.k8s.io", Map.of("selfsubjectreviews", "SelfSubjectReview"),
          "authorization.k8s.io",
              Map.of(
                  "selfsubjectaccessreviews", "SelfSubjectAccessReview",
                  "selfsubjectrulesreviews", "SelfSubjectRulesReview"));

  static final String VERSION = "v1";

  private Reviews() {}

  static SortedSet<String> groups() {
    return new TreeSet<>(KINDS.keySet());
  }

  /** The kinds of a group by their names in paths; none of any other group. */
  static SortedMap<String, String> kinds(String group) {
    return new TreeMap<>(KINDS.getOrDefault(group, Map.of()));
  }

  /**
   * The answer to any method.
   *
   * @param segments behind the group and the version
   */
  static Answer answer(Call call, String group, List<String> segments) {
    var kind = kinds(group).get(segments.getFirst());
    if (kind == null || segments.size() > 1) {
      throw Refusal.noSuchResource();
    }
    if (!call.method().equals("POST")) {
      throw Refusal.badMethod();
    }
    var review = Trees.object().put("kind", kind).put("apiVersion", group + "/" + VERSION);
    review.putObject("metadata");
    review.putObject("spec");
    var status = review.putObject("status");
    switch (kind) {
      case "SelfSubjectAccessReview" -> status.put("allowed", true);
      case "SelfSubjectRulesReview" -> everything(status);
      default -> status.putObject("userInfo").put("username", "system:anonymous");
    }
    return Answer.json(201, review);
  }

  private static void everything(ObjectNode status) {
    var rule = status.putArray("resourceRules").addObject();
    for (String field : List.of("verbs", "apiGroups", "resources")) {
      rule.putArray(field).add("*");
    }
    status.putArray("nonResourceRules");
    status.put("incomplete", false);
  }
}
