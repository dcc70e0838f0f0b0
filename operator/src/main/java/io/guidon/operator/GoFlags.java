package io.guidon.operator;

import io.guidon.core.resource.GoDuration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Command lines as Go's {@code flag} package reads them (spec/operations.md §1): one dash or two,
 * {@code -name=value} or {@code -name value}, switches only with an equals sign, the last of
 * several counts, the rest after the first other argument is ignored.
 */
final class GoFlags {

  /** What a value must be. */
  enum Kind {
    STRING("string"),
    INT("int"),
    DURATION("duration"),
    BOOL("");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private record Flag(Kind kind, String initially, String help) {}

  /** What came out of reading a command line. */
  sealed interface Parsed {
    record Ok(Values values) implements Parsed {}

    record Help() implements Parsed {}

    /** {@code error} is Go's text. */
    record Bad(String error) implements Parsed {}
  }

  private final Map<String, Flag> flags = new TreeMap<>();

  /** Knows one flag more. */
  GoFlags add(String name, Kind kind, String initially, String help) {
    flags.put(name, new Flag(kind, initially, help));
    return this;
  }

  /** Values by name, and which of them were given. */
  final class Values {
    private final Map<String, String> given = new HashMap<>();

    String text(String name) {
      var value = given.get(name);
      return value == null ? flag(name).initially() : value;
    }

    int number(String name) {
      return Math.toIntExact(Long.decode(text(name)));
    }

    boolean isOn(String name) {
      return bool(text(name)).orElseThrow();
    }

    Set<String> given() {
      return Set.copyOf(given.keySet());
    }

    private Flag flag(String name) {
      var flag = flags.get(name);
      if (flag == null) {
        throw new IllegalArgumentException("no flag is called " + name);
      }
      return flag;
    }
  }

  Parsed parse(List<String> arguments) {
    var values = new Values();
    for (int at = 0; at < arguments.size(); at++) {
      var argument = arguments.get(at);
      if (argument.length() < 2 || argument.charAt(0) != '-' || argument.equals("--")) {
        break;
      }
      var bare = argument.substring(argument.startsWith("--") ? 2 : 1);
      var equals = bare.indexOf('=');
      if (bare.startsWith("-") || equals == 0) {
        return new Parsed.Bad("bad flag syntax: " + argument);
      }
      var name = equals < 0 ? bare : bare.substring(0, equals);
      var flag = flags.get(name);
      if (flag == null) {
        return name.equals("h") || name.equals("help")
            ? new Parsed.Help()
            : new Parsed.Bad("flag provided but not defined: -" + name);
      }
      String value;
      if (equals >= 0) {
        value = bare.substring(equals + 1);
      } else if (flag.kind() == Kind.BOOL) {
        value = "true";
      } else if (++at < arguments.size()) {
        value = arguments.get(at);
      } else {
        return new Parsed.Bad("flag needs an argument: -" + name);
      }
      if (!isValid(flag.kind(), value)) {
        var what = flag.kind() == Kind.BOOL ? "invalid boolean value \"" : "invalid value \"";
        return new Parsed.Bad(
            what
                + value
                + "\" for "
                + (flag.kind() == Kind.BOOL ? "-" : "flag -")
                + name
                + ": parse error");
      }
      values.given.put(name, value);
    }
    return new Parsed.Ok(values);
  }

  private static boolean isValid(Kind kind, String value) {
    return switch (kind) {
      case STRING -> true;
      case BOOL -> bool(value).isPresent();
      case DURATION -> GoDuration.parse(value).isPresent();
      case INT -> isInt(value);
    };
  }

  private static boolean isInt(String value) {
    try {
      Math.toIntExact(Long.decode(value));
      return true;
    } catch (ArithmeticException | NumberFormatException noInt) {
      return false;
    }
  }

  private static Optional<Boolean> bool(String value) {
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
      case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** The list of all flags, as {@code -h} prints it. */
  String usage(String program) {
    var out = new StringBuilder("Usage of ").append(program).append(":\n");
    flags.forEach((name, flag) -> {
      out.append("  -").append(name);
      out.append(flag.kind().word.isEmpty() ? "" : " " + flag.kind().word)
          .append("\n    \t")
          .append(flag.help());
      if (!flag.initially().isEmpty() && !flag.initially().equals("false")) {
        var shown = flag.kind() == Kind.STRING ? "\"" + flag.initially() + "\"" : flag.initially();
        out.append(" (default ").append(shown).append(')');
      }
      out.append('\n');
    });
    return out.toString();
  }
}
