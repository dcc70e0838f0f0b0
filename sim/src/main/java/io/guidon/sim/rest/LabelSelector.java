package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.store.Trees;
import java.util.List;
import java.util.Set;

/** A label selector as it stands in a query: {@code app=web,tier in (a, b),!old}. */
record LabelSelector(List<Requirement> requirements) {

  LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /** What one label must be. */
  sealed interface Requirement {
    boolean holds(JsonNode labels);

    record In(String label, Set<String> values) implements Requirement {
      @Override
      public boolean holds(JsonNode labels) {
        return labels.has(label) && values.contains(labels.path(label).asText());
      }
    }

    record NotIn(String label, Set<String> values) implements Requirement {
      @Override
      public boolean holds(JsonNode labels) {
        return !labels.has(label) || !values.contains(labels.path(label).asText());
      }
    }

    record Exists(String label) implements Requirement {
      @Override
      public boolean holds(JsonNode labels) {
        return labels.has(label);
      }
    }

    record Absent(String label) implements Requirement {
      @Override
      public boolean holds(JsonNode labels) {
        return !labels.has(label);
      }
    }
  }

  /** Selects everything if {@code text} is empty. */
  static LabelSelector of(String text) {
    return new LabelSelector(new LabelSelectorReader(text).requirements());
  }

  boolean selects(JsonNode object) {
    var labels = Trees.at(object, "metadata", "labels");
    return requirements.stream().allMatch(requirement -> requirement.holds(labels));
  }
}
