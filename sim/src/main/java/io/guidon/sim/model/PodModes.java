package io.guidon.sim.model;

import java.util.ArrayList;
import java.util.List;

/** Which mode holds for which pods; what was said last wins. */
final class PodModes {

  private final List<Rule> rules = new ArrayList<>();

  PodModes(PodMode usual) {
    rules.add(new Rule("", "", usual));
  }

  /**
   * @param deployment name of the Deployment; empty for any
   * @param image the end of the image's name, for instance its tag; empty for any
   */
  void add(String deployment, String image, PodMode mode) {
    rules.addFirst(new Rule(deployment, image, mode));
  }

  PodMode of(String deployment, String image) {
    return rules.stream()
        .filter(rule -> rule.deployment().isEmpty() || rule.deployment().equals(deployment))
        .filter(rule -> image.endsWith(rule.image()))
        .findFirst()
        .map(Rule::mode)
        .orElseThrow();
  }

  private record Rule(String deployment, String image, PodMode mode) {}
}
