package io.guidon.core.resource;

import static io.guidon.core.resource.Manifests.ok;
import static io.guidon.core.resource.Manifests.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertProviderTest {

  private static Parsed<AlertProvider> parse(String spec) {
    return AlertProvider.parse(
        Yaml.object("metadata: {name: slack, namespace: test}\nspec: " + spec));
  }

  @Test
  void isReadWhole() {
    var tree = EveryFieldTest.resource("alertprovider-full.yaml");

    assertThat(ok(AlertProvider.parse(tree)))
        .isEqualTo(
            new AlertProvider(
                Metadata.of(tree),
                "slack",
                "deployments",
                "guidon",
                Optional.of("https://hooks.example.com/services/x"),
                Optional.of("http://proxy.example.com:3128"),
                Optional.of("slack-url")));
  }

  @Test
  void hasFlaggersDefaults() {
    var provider = ok(parse("{type: discord, address: https://discord.example.com}"));

    assertThat(provider.channel()).isEqualTo("general");
    assertThat(provider.username()).isEqualTo("flagger");
    assertThat(provider.proxy()).isEmpty();
    assertThat(provider.secretName()).isEmpty();
  }

  @Test
  void mayHaveAnEmptyAddressToSendNothing() {
    assertThat(ok(parse("{type: slack, address: ''}")).address()).isEmpty();
  }

  @Test
  void needsAnAddressOrASecret() {
    assertThat(ok(parse("{type: slack, secretRef: {name: url}}")).secretName()).contains("url");
    assertThat(problemsOf(parse("{type: slack}")))
        .containsExactly(
            "spec.address: found nothing, expected a text, unless secretRef is given; correct the"
                + " manifest and apply it again");
  }

  @Test
  void needsAType() {
    assertThat(problemsOf(parse("{address: https://x}")))
        .containsExactly(
            "spec.type: found nothing, expected a text; correct the manifest and apply it again");
  }
}
