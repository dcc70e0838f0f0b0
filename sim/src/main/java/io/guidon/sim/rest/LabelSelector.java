package io.guidon.sim.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.store.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A label selector as it stands in a query: {@code app=web,tier in (a, b),!old}. */
record LabelSelector(List<Requirement> requirements) {

  private static final Pattern SETS =
      Pattern.compile("\\s*([^\\s!=,()]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALITY =
      Pattern.compile("\\s*([^\\s!=,()]+)\\s*(==|=|!=)\\s*([^\\s!=,()]*)\\s*");
  private static final Pattern EXISTENCE = Pattern.compile("\\s*(!?)\\s*([^\\s!=,()]+)\\s*");

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
    var requirements = new ArrayList<Requirement>();
    for (String part : parts(text)) {
      requirements.add(requirement(part));
    }
    return new LabelSelector(requirements);
  }

  boolean selects(JsonNode object) {
    var labels = Trees.at(object, "metadata", "labels");
    return requirements.stream().allMatch(requirement -> requirement.holds(labels));
  }

  private static Requirement requirement(String part) {
    var sets = SETS.matcher(part);
    if (sets.matches()) {
      var values =
          new TreeSet<>(Arrays.stream(sets.group(3).split(",", -1)).map(String::strip).toList());
      return sets.group(2).equals("in")
          ? new Requirement.In(sets.group(1), values)
          : new Requirement.NotIn(sets.group(1), values);
    }
    var equality = EQUALITY.matcher(part);
    if (equality.matches()) {
      var values = Set.of(equality.group(3));
      return equality.group(2).equals("!=")
          ? new Requirement.NotIn(equality.group(1), values)
          : new Requirement.In(equality.group(1), values);
    }
    var existence = EXISTENCE.matcher(part);
    if (existence.matches()) {
      return existence.group(1).isEmpty()
          ? new Requirement.Exists(existence.group(2))
          : new Requirement.Absent(existence.group(2));
    }
    throw Refusal.badRequest(
        "unable to parse requirement: found '" + found(part) + "', expected: identifier");
  }

  /** The sign behind which no more could be read. */
  private static String found(String part) {
    var last = part.strip();
    return last.isEmpty() ? "" : last.substring(last.length() - 1);
  }

  /** At the commas that are not within brackets. */
  private static List<String> parts(String text) {
    var parts = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(text.substring(start, i));
            start = i + 1;
          }
        }
        default -> {
          // Part of a requirement.
        }
      }
    }
    if (!text.substring(start).isBlank()) {
      parts.add(text.substring(start));
    }
    return parts;
  }
}
