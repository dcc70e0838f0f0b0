package io.guidon.core.resource;

/**
 * A reference to an object of the user in the namespace of the Canary. Flagger reads only the name;
 * kind and apiVersion follow from the field in which the reference stands (spec/crds.md §2.2).
 */
public record LocalRef(String apiVersion, String kind, String name) {
  static LocalRef read(Field ref) {
    return new LocalRef(ref.at("apiVersion").text(), ref.at("kind").text(), ref.at("name").text());
  }
}
