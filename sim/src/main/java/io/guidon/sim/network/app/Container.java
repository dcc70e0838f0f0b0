package io.guidon.sim.network.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.guidon.sim.store.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The first container of a pod, as far as applications care.
 *
 * @param arguments its command and its args
 * @param env its variables with literal values
 * @param ports the numbers that it declares
 */
public record Container(
    String pod,
    String namespace,
    String image,
    List<String> arguments,
    Map<String, String> env,
    Set<Integer> ports) {

  public Container {
    arguments = List.copyOf(arguments);
    env = Map.copyOf(env);
    ports = Set.copyOf(ports);
  }

  /** Reads it from the spec of a pod. */
  public static Container of(String pod, String namespace, JsonNode spec) {
    var first = Trees.objects(spec, "containers").stream().findFirst().orElseGet(Trees::object);
    var arguments = new ArrayList<>(Trees.texts(first, "command"));
    arguments.addAll(Trees.texts(first, "args"));
    var env = new LinkedHashMap<String, String>();
    Trees.objects(first, "env")
        .forEach(entry -> env.put(Trees.text(entry, "name"), Trees.text(entry, "value")));
    var ports = new HashSet<Integer>();
    Trees.objects(first, "ports").forEach(port -> ports.add(port.path("containerPort").asInt()));
    return new Container(pod, namespace, Trees.text(first, "image"), arguments, env, ports);
  }

  /** The tag of the image; {@code latest} if it has none. */
  public String tag() {
    String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.contains(":") ? last.substring(last.indexOf(':') + 1) : "latest";
  }

  /** The name of the image without registry, folders and tag. */
  String program() {
    String name = image.substring(image.lastIndexOf('/') + 1);
    return name.split("[:@]", 2)[0];
  }

  /** Whether a switch such as {@code --unready} is on. */
  boolean has(String flag) {
    return arguments.contains(flag) || value(flag).filter("true"::equals).isPresent();
  }

  /** The value of {@code --flag=value} or {@code --flag value}. */
  Optional<String> value(String flag) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).startsWith(flag + "=")) {
        return Optional.of(arguments.get(i).substring(flag.length() + 1));
      }
      if (arguments.get(i).equals(flag) && i + 1 < arguments.size()) {
        return Optional.of(arguments.get(i + 1));
      }
    }
    return Optional.empty();
  }

  OptionalInt number(String flag) {
    return value(flag)
        .filter(text -> text.matches("\\d{1,9}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }
}
