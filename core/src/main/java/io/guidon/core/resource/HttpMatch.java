package io.guidon.core.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A condition on requests, with the meaning of Istio's HTTPMatchRequest: all of its fields must
 * match, and one of the conditions of a list must. In {@code analysis.match} only headers,
 * queryParams and sourceLabels occur.
 */
public record HttpMatch(
    Optional<String> name,
    Optional<StringMatch> uri,
    Optional<StringMatch> scheme,
    Optional<StringMatch> method,
    Optional<StringMatch> authority,
    Map<String, StringMatch> headers,
    Map<String, StringMatch> queryParams,
    Map<String, StringMatch> withoutHeaders,
    OptionalInt port,
    Map<String, String> sourceLabels,
    Optional<String> sourceNamespace,
    List<String> gateways,
    boolean ignoreUriCase) {

  public HttpMatch {
    headers = SortedMaps.copyOf(headers);
    queryParams = SortedMaps.copyOf(queryParams);
    withoutHeaders = SortedMaps.copyOf(withoutHeaders);
    sourceLabels = SortedMaps.copyOf(sourceLabels);
    gateways = List.copyOf(gateways);
  }

  static HttpMatch read(Field match) {
    return new HttpMatch(
        match.at("name").optionalText(),
        match.at("uri").optionalObject(HttpMatch::stringMatch),
        match.at("scheme").optionalObject(HttpMatch::stringMatch),
        match.at("method").optionalObject(HttpMatch::stringMatch),
        match.at("authority").optionalObject(HttpMatch::stringMatch),
        matches(match.at("headers")),
        matches(match.at("queryParams")),
        matches(match.at("withoutHeaders")),
        match.at("port").optionalInteger(),
        match.at("sourceLabels").textMap(),
        match.at("sourceNamespace").optionalText(),
        match.at("gateways").texts(),
        match.at("ignoreUriCase").flag());
  }

  private static Map<String, StringMatch> matches(Field field) {
    return field.map(match -> match.object(HttpMatch::stringMatch));
  }

  /** Reads how one text is compared. An empty text counts as not given, as in Go. */
  static StringMatch stringMatch(Field match) {
    List<StringMatch> given = new ArrayList<>();
    match.at("exact").optionalText().map(StringMatch.Exact::new).ifPresent(given::add);
    match.at("prefix").optionalText().map(StringMatch.Prefix::new).ifPresent(given::add);
    match.at("suffix").optionalText().map(StringMatch.Suffix::new).ifPresent(given::add);
    match.at("regex").optionalText().map(StringMatch.Regex::new).ifPresent(given::add);
    if (given.size() > 1) {
      match.expected("only one of exact, prefix, suffix and regex");
    }
    return given.isEmpty() ? new StringMatch.Empty() : given.getFirst();
  }
}
