package io.guidon.sim.network.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.store.Trees;
import java.util.regex.Pattern;

/** Which paths a match takes; without one, all of them. */
sealed interface PathMatch {

  boolean takes(String path);

  /** Its place in Gateway API's order of precedence: exact, then prefix, then expression. */
  int kind();

  /** How many characters it names; more of them go first. */
  int length();

  record Exact(String value) implements PathMatch {
    @Override
    public boolean takes(String path) {
      return path.equals(value);
    }

    @Override
    public int kind() {
      return 2;
    }

    @Override
    public int length() {
      return value.length();
    }
  }

  /**
   * Whole elements of the path.
   *
   * @param value without a slash at its end
   */
  record Prefix(String value) implements PathMatch {
    @Override
    public boolean takes(String path) {
      return path.startsWith(value)
          && (path.length() == value.length() || path.charAt(value.length()) == '/');
    }

    @Override
    public int kind() {
      return 1;
    }

    @Override
    public int length() {
      return value.length();
    }
  }

  /** The whole path fits. */
  record Expression(Pattern pattern) implements PathMatch {
    @Override
    public boolean takes(String path) {
      return pattern.matcher(path).matches();
    }

    @Override
    public int kind() {
      return 0;
    }

    @Override
    public int length() {
      return pattern.pattern().length();
    }
  }

  /**
   * Reads {@code matches[].path}.
   *
   * @throws java.util.regex.PatternSyntaxException for an expression that is none
   */
  static PathMatch parse(JsonNode path) {
    String value = path.path("value").asText("/");
    return switch (Trees.text(path, "type")) {
      case "Exact" -> new Exact(value);
      case "RegularExpression" -> new Expression(Pattern.compile(value));
      default -> new Prefix(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
    };
  }
}
