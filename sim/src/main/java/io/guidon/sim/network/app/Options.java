package io.guidon.sim.network.app;

import io.guidon.sim.network.app.Command.NotUnderstood;
import io.guidon.sim.network.http.Headers;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options of a command and the address that it names. */
final class Options {

  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> addresses = new ArrayList<>();
  private final String program;

  private Options(String program) {
    this.program = program;
  }

  /**
   * Reads options that each have a value.
   *
   * @param letters of the options with one letter
   * @param names of the longer ones
   */
  static Options of(String program, List<String> words, String letters, List<String> names)
      throws NotUnderstood {
    var options = new Options(program);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-")) {
        options.addresses.add(word);
        continue;
      }
      String name = word.substring(1);
      boolean known = names.contains(name) || (name.length() == 1 && letters.contains(name));
      if (!known || i + 1 == words.size()) {
        throw new NotUnderstood("found option " + word + " of " + program);
      }
      options.put(name, words.get(++i));
    }
    return options;
  }

  /** Reads options that may stand together, such as {@code -sd BODY}. */
  static Options clustered(String program, List<String> words, String switches, String letters)
      throws NotUnderstood {
    var options = new Options(program);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-") || word.length() == 1) {
        options.addresses.add(word);
        continue;
      }
      for (int at = 1; at < word.length(); at++) {
        String letter = word.substring(at, at + 1);
        if (switches.contains(letter)) {
          options.put(letter, "");
        } else if (!letters.contains(letter)) {
          throw new NotUnderstood("found option " + word + " of " + program);
        } else if (at + 1 < word.length()) {
          options.put(letter, word.substring(at + 1));
          break;
        } else if (i + 1 < words.size()) {
          options.put(letter, words.get(++i));
        } else {
          throw new NotUnderstood("found option " + word + " of " + program + " without a value");
        }
      }
    }
    return options;
  }

  private void put(String name, String value) {
    values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** The last value, or {@code otherwise}. */
  String text(String name, String otherwise) {
    var given = values.getOrDefault(name, List.of());
    return given.isEmpty() ? otherwise : given.getLast();
  }

  /** All values, joined as curl joins bodies. */
  String joined(String name) {
    return String.join("&", values.getOrDefault(name, List.of()));
  }

  int integer(String name, int otherwise) throws NotUnderstood {
    return (int) number(name, otherwise);
  }

  double number(String name, double otherwise) throws NotUnderstood {
    String text = text(name, "");
    try {
      return text.isEmpty() ? otherwise : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new NotUnderstood("found -" + name + " " + text + " of " + program);
    }
  }

  Headers headers() throws NotUnderstood {
    var headers = Headers.NONE;
    for (var line : values.getOrDefault("H", List.of())) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new NotUnderstood("found header " + line + " of " + program);
      }
      headers = headers.add(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    return headers;
  }

  /** The one address, with a scheme and a path. */
  String url() throws NotUnderstood {
    if (addresses.size() != 1) {
      throw new NotUnderstood("found " + addresses.size() + " addresses of " + program);
    }
    String given = addresses.getFirst();
    String url = given.contains("://") ? given : "http://" + given;
    try {
      var uri = URI.create(url);
      if (uri.getRawAuthority() == null || !uri.getScheme().equals("http")) {
        throw new NotUnderstood("found address " + given + ", expected http://HOST");
      }
      return uri.getRawPath().isEmpty() && uri.getRawQuery() == null ? url + "/" : url;
    } catch (IllegalArgumentException e) {
      throw new NotUnderstood("found address " + given);
    }
  }
}
