package io.guidon.core.analysis;

import io.guidon.core.analysis.template.GoTemplate;
import io.guidon.core.analysis.template.GoTemplate.Rendering;

/** Query templates of metric checks (spec/metrics.md §4). */
public final class QueryTemplate {
  /** What error texts call the template. */
  private static final String NAME = "query";

  private QueryTemplate() {}

  /** The query that {@code template} stands for in the case of {@code model}; never throws. */
  public static Rendered render(String template, QueryModel model) {
    return switch (GoTemplate.render(NAME, template, model.functions())) {
      case Rendering.Text(String text) -> new Rendered.Text(text);
      case Rendering.NotParsed(String why) ->
          new Rendered.Failed("template parsing failed: " + why);
      // Spelt as in Flagger.
      case Rendering.NotExecuted(String why) ->
          new Rendered.Failed("template excution failed: " + why);
    };
  }
}
