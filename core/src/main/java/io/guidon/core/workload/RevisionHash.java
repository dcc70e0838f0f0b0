package io.guidon.core.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The revision hash that Flagger 1.44 keeps in {@code status.lastAppliedSpec}, for going to and fro
 * between the operators (design.md R10, spec/workloads.md §10.2). Takes a pod template as the API
 * server returns it, with defaults.
 */
public final class RevisionHash {

  /** The key that scales a DaemonSet to zero; it is no part of a revision. */
  private static final String SCALE_TO_ZERO = "flagger.app/scale-to-zero";

  private RevisionHash() {}

  /**
   * A hash and what is known about it.
   *
   * @param text what was hashed
   * @param unknown paths of fields that Flagger 1.44 does not know; it leaves them out, and so does
   *     the hash
   * @param doubts paths of values for which Flagger's text cannot be told from the tree; empty for
   *     a certain hash
   */
  public record Computed(String hash, String text, List<String> unknown, List<String> doubts) {
    public Computed {
      unknown = List.copyOf(unknown);
      doubts = List.copyOf(doubts);
    }
  }

  /** The hash of a Deployment's pod template: 1 to 10 characters. Never throws on odd input. */
  public static String of(JsonNode podTemplate) {
    return compute(podTemplate).hash();
  }

  /**
   * The hash of a DaemonSet's pod template, in which an absent node selector counts as an empty
   * one.
   */
  public static String ofDaemonSet(JsonNode podTemplate) {
    ObjectNode template =
        podTemplate.isObject() ? podTemplate.deepCopy() : JsonNodeFactory.instance.objectNode();
    ObjectNode spec =
        template.get("spec") instanceof ObjectNode present ? present : template.putObject("spec");
    if (spec.get("nodeSelector") instanceof ObjectNode selector) {
      selector.remove(SCALE_TO_ZERO);
    } else {
      spec.putObject("nodeSelector");
    }
    return of(template);
  }

  /** What is hashed for a Deployment's pod template, to see why two hashes differ. */
  public static String text(JsonNode podTemplate) {
    return compute(podTemplate).text();
  }

  /** The hash of a Deployment's pod template, with its text and what is doubtful about it. */
  public static Computed compute(JsonNode podTemplate) {
    var dump = GoDump.of("v1.PodTemplateSpec", podTemplate);
    return new Computed(ShortHash.of(dump.text()), dump.text(), dump.unknown(), dump.doubts());
  }
}
