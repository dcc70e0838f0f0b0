package io.guidon.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The role that we ship grows with what is watched. */
class ClusterRoleTest {
  private static final Path ROLE =
      Path.of(System.getProperty("guidon.root", ".."), "deploy", "rbac", "clusterrole.yaml");

  static Iterable<Kind> watched() {
    return Kinds.WATCHED;
  }

  @ParameterizedTest
  @MethodSource("watched")
  void allowsToReadWhatIsWatched(Kind kind) throws Exception {
    var rule = rule(kind);

    assertThat(rule.path("verbs")).extracting(JsonNode::asText).contains("get", "list", "watch");
  }

  /** The API server asks for the same verb whether or not what is patched is stored. */
  @Test
  void allowsToAskWhatWouldBeStored() throws Exception {
    var targets = Kinds.find("apps/v1", "Deployment").orElseThrow();

    assertThat(rule(targets).path("verbs")).extracting(JsonNode::asText).contains("patch");
  }

  private static JsonNode rule(Kind kind) throws Exception {
    var version = kind.apiVersion();
    var group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    for (var rule : new YAMLMapper().readTree(ROLE.toFile()).path("rules")) {
      if (rule.path("apiGroups").path(0).asText().equals(group)
          && names(rule.path("resources"), kind.plural())) {
        return rule;
      }
    }
    throw new AssertionError("the role has no rule for " + kind);
  }

  private static boolean names(JsonNode resources, String plural) {
    for (var resource : resources) {
      if (resource.asText().equals(plural)) {
        return true;
      }
    }
    return false;
  }
}
