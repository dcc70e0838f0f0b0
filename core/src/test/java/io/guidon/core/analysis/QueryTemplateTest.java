package io.guidon.core.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class QueryTemplateTest {
  private static final QueryModel MODEL =
      new QueryModel(
          "shop", "test", "podinfo", "shop-svc", "web", "edge", "45s", Map.of("zone", "eu"));

  private static Rendered render(String template) {
    return QueryTemplate.render(template, MODEL);
  }

  @Test
  void knowsEachVariable() {
    assertThat(
            render(
                "{{ name }} {{ namespace }} {{ target }} {{ service }} {{ ingress }} {{ route }}"
                    + " {{ interval }} {{ variables.zone }}"))
        .isEqualTo(new Rendered.Text("shop test podinfo shop-svc web edge 45s eu"));
  }

  @Test
  void rendersTheQueriesOfTheTutorial() {
    assertThat(
            render(
                """
                100 - sum(
                  rate(
                    istio_requests_total{
                      destination_workload_namespace=~"{{ namespace }}",
                      destination_workload=~"{{ target }}",
                    }[{{ interval }}]
                  )
                )
                """))
        .isEqualTo(
            new Rendered.Text(
                """
                100 - sum(
                  rate(
                    istio_requests_total{
                      destination_workload_namespace=~"test",
                      destination_workload=~"podinfo",
                    }[45s]
                  )
                )
                """));
  }

  @Test
  void saysThatATemplateCannotBeParsed() {
    assertThat(render("{{ nope }}"))
        .isEqualTo(
            new Rendered.Failed(
                "template parsing failed: template: query:1: function \"nope\" not defined"));
    assertThat(render("{{ name"))
        .isEqualTo(
            new Rendered.Failed("template parsing failed: template: query:1: unclosed action"));
  }

  @Test
  void saysThatAVariableIsMissing() {
    assertThat(render("{{ variables.nope }}"))
        .isEqualTo(
            new Rendered.Failed(
                "template excution failed: template: query:1:3: executing \"query\" at <variables>:"
                    + " map has no entry for key \"nope\""));
  }

  @Test
  void givesAnEmptyTextForAMissingVariableThatIsLookedUp() {
    assertThat(render("[{{ index variables \"nope\" }}]")).isEqualTo(new Rendered.Text("[]"));
  }
}
