package io.guidon.sim.network.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The header fields of a message, in their order. */
public record Headers(List<Header> fields) {

  public static final Headers NONE = new Headers(List.of());

  public Headers {
    fields = List.copyOf(fields);
  }

  public static Headers of(String name, String value) {
    return new Headers(List.of(new Header(name, value)));
  }

  /** The value of the first field of this name. */
  public Optional<String> first(String name) {
    return fields.stream().filter(field -> field.is(name)).map(Header::value).findFirst();
  }

  /** All values of this name, joined with commas as RFC 9110 §5.3 says; cookies with semicolons. */
  public Optional<String> joined(String name) {
    var values = fields.stream().filter(field -> field.is(name)).map(Header::value).toList();
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(name.equalsIgnoreCase("cookie") ? "; " : ",", values));
  }

  /** One more field, also if there is one of this name. */
  public Headers add(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new Header(name, value));
    return new Headers(more);
  }

  /** This value instead of all that there are of this name. */
  public Headers set(String name, String value) {
    return remove(name).add(name, value);
  }

  public Headers remove(String name) {
    return new Headers(fields.stream().filter(field -> !field.is(name)).toList());
  }

  /** Whether a list of tokens such as {@code Connection} has this one. */
  boolean hasToken(String name, String token) {
    return joined(name).stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .anyMatch(part -> part.strip().equalsIgnoreCase(token));
  }

  String wire() {
    return fields.stream()
        .map(field -> field.name() + ": " + field.value() + "\r\n")
        .collect(Collectors.joining());
  }
}
