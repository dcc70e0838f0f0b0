package io.guidon.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A query that Canaries share, and where to send it (spec/crds.md §3).
 *
 * @param query a template in the language of spec/metrics.md §4
 */
public record MetricTemplate(Metadata metadata, Provider provider, String query) {

  /**
   * Where a query is sent.
   *
   * @param type the name of a metric provider
   * @param address base URL
   * @param headers further request headers
   * @param secretName of a Secret with the credentials, in the namespace of the template
   * @param insecureSkipVerify skips the verification of the server's certificate
   */
  public record Provider(
      String type,
      Optional<String> address,
      Map<String, List<String>> headers,
      Optional<String> secretName,
      Optional<String> region,
      boolean insecureSkipVerify) {

    public Provider {
      headers = SortedMaps.copyOf(headers);
    }

    static Provider read(Field provider) {
      return new Provider(
          provider.at("type").text(),
          provider.at("address").optionalText(),
          provider.at("headers").map(Field::texts),
          provider.at("secretRef").optionalObject(ref -> ref.at("name").text()),
          provider.at("region").optionalText(),
          provider.at("insecureSkipVerify").flag());
    }
  }

  /** Reads a MetricTemplate; never throws. */
  public static Parsed<MetricTemplate> parse(JsonNode tree) {
    return Field.parse(
        tree,
        template -> {
          Metadata metadata = Metadata.read(template, tree);
          return template.at("spec").object(spec -> read(metadata, spec));
        });
  }

  private static MetricTemplate read(Metadata metadata, Field spec) {
    return new MetricTemplate(
        metadata, spec.at("provider").object(Provider::read), spec.at("query").text());
  }
}
