package io.guidon.sim.rest;

import io.guidon.sim.rest.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads label selectors, and says where one cannot be read in the words of the API server. */
final class LabelSelectorReader {

  private static final Pattern TOKEN = Pattern.compile("\\s*(==|!=|[=!(),<>]|[^\\s=!(),<>]+)");
  private static final String END = "";

  private final List<String> tokens = new ArrayList<>();
  private int at;

  LabelSelectorReader(String text) {
    var matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group(1));
    }
  }

  List<Requirement> requirements() {
    var requirements = new ArrayList<Requirement>();
    while (!peek().equals(END)) {
      requirements.add(requirement());
      if (peek().equals(",")) {
        at++;
        if (peek().equals(END)) {
          throw unreadable(END, ", expected: identifier after ','");
        }
      } else if (!peek().equals(END)) {
        throw unreadable(peek(), ", expected: ',' or 'end of string'");
      }
    }
    return requirements;
  }

  private Requirement requirement() {
    if (peek().equals("!")) {
      at++;
      return new Requirement.Absent(word());
    }
    var label = word();
    return switch (peek()) {
      case END, "," -> new Requirement.Exists(label);
      case "=", "==" -> new Requirement.In(label, oneValue());
      case "!=" -> new Requirement.NotIn(label, oneValue());
      case "in" -> new Requirement.In(label, values());
      case "notin" -> new Requirement.NotIn(label, values());
      default -> throw unreadable(peek(), ", expected: in, notin, =, ==, !=, gt, lt");
    };
  }

  /** Behind an equality; there may be none, which is the empty one. */
  private Set<String> oneValue() {
    at++;
    return peek().equals(END) || peek().equals(",") ? Set.of("") : Set.of(word());
  }

  private Set<String> values() {
    at++;
    if (!peek().equals("(")) {
      throw unreadable(peek(), " expected: '('");
    }
    at++;
    var values = new TreeSet<String>();
    while (true) {
      values.add(peek().equals(")") || peek().equals(",") ? "" : word());
      switch (peek()) {
        case "," -> at++;
        case ")" -> {
          at++;
          return values;
        }
        default -> throw unreadable(peek(), ", expected: ',' or ')'");
      }
    }
  }

  private String word() {
    var token = peek();
    if (token.equals(END) || "=!(),<>".indexOf(token.charAt(0)) >= 0) {
      throw unreadable(token, ", expected: identifier");
    }
    at++;
    return token;
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : END;
  }

  private static Refusal unreadable(String found, String expected) {
    return Refusal.badRequest("unable to parse requirement: found '" + found + "'" + expected);
  }
}
