package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How names, labels, annotations and finalizers must look (k8s.io/apimachinery,
 * pkg/api/validation).
 */
final class MetadataRules {

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

  private static final Rule LABEL_NAME =
      new Rule(
          LABEL,
          63,
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-',"
              + " and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc'");
  private static final Rule SUBDOMAIN_NAME =
      new Rule(
          SUBDOMAIN,
          253,
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
              + " and must start and end with an alphanumeric character (e.g. 'example.com'");
  private static final Rule KEY =
      new Rule(
          NAME,
          63,
          "name part must consist of alphanumeric characters, '-', '_' or '.',"
              + " and must start and end with an alphanumeric character"
              + " (e.g. 'MyName',  or 'my.name',  or '123-abc'");
  private static final Rule LABEL_VALUE =
      new Rule(
          "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
          63,
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
              + " and must start and end with an alphanumeric character"
              + " (e.g. 'MyValue',  or 'my_value',  or '12345'");

  private static final Set<String> NAMED_BY_LABEL = Set.of("Namespace", "Service", "StatefulSet");
  private static final Set<String> STANDARD_FINALIZERS =
      Set.of("kubernetes", "orphan", "foregroundDeletion");

  private MetadataRules() {}

  /**
   * A form of texts.
   *
   * @param longest in characters
   */
  private record Rule(Pattern pattern, int longest, String words) {
    Rule(String regex, int longest, String words) {
      this(
          Pattern.compile(regex),
          longest,
          words + ", regex used for validation is '" + regex + "')");
    }

    void check(String path, String text, String shown, List<String> problems) {
      if (text.length() > longest) {
        problems.add(
            path
                + ": Invalid value: "
                + Trees.quoted(shown)
                + ": must be no more than "
                + longest
                + " bytes");
      }
      if (!pattern.matcher(text).matches()) {
        boolean dots = equals(LABEL_NAME) && text.contains(".");
        problems.add(
            path
                + ": Invalid value: "
                + Trees.quoted(shown)
                + ": "
                + (dots ? "must not contain dots" : words));
      }
    }
  }

  /**
   * What is wrong, each as {@code path: what}.
   *
   * @param before the version before this one, whose parts are valid; missing for a new object
   */
  static List<String> problems(Kind kind, ObjectNode tree, JsonNode before) {
    var problems = new ArrayList<String>();
    var metadata = at(tree, "metadata");
    if (before.isMissingNode() && !kind.equals(Catalog.DEFINITION)) {
      String name = Trees.text(metadata, "name");
      (NAMED_BY_LABEL.contains(kind.name()) && kind.has(Kind.Trait.BUILT_IN)
              ? LABEL_NAME
              : SUBDOMAIN_NAME)
          .check("metadata.name", name, name, problems);
    }
    if (!metadata.path("labels").equals(at(before, "metadata", "labels"))) {
      metadata
          .path("labels")
          .properties()
          .forEach(label -> {
            checkKey("metadata.labels", label.getKey(), problems);
            String value = label.getValue().asText();
            LABEL_VALUE.check("metadata.labels", value, value, problems);
          });
    }
    if (!metadata.path("annotations").equals(at(before, "metadata", "annotations"))) {
      metadata
          .path("annotations")
          .properties()
          .forEach(annotation -> checkKey("metadata.annotations", annotation.getKey(), problems));
    }
    if (kind.has(Kind.Trait.BUILT_IN)) {
      // Custom resources are only warned of.
      checkFinalizers(Trees.texts(metadata, "finalizers"), problems);
    }
    return problems;
  }

  private static void checkKey(String path, String key, List<String> problems) {
    KEY.check(path, key.substring(key.indexOf('/') + 1), key, problems);
  }

  private static void checkFinalizers(List<String> finalizers, List<String> problems) {
    for (int i = 0; i < finalizers.size(); i++) {
      String finalizer = finalizers.get(i);
      if (!finalizer.contains("/") && !STANDARD_FINALIZERS.contains(finalizer)) {
        problems.add(
            "metadata.finalizers["
                + i
                + "]: Invalid value: "
                + Trees.quoted(finalizer)
                + ": name is neither a standard finalizer name nor is it fully qualified");
      }
    }
  }
}
