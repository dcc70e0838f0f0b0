package io.guidon.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.Canary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The golden files of all providers: {@code routing/<provider>/<case>/}.
 *
 * <ul>
 *   <li>{@code in.yaml}: a Canary that names its provider; its target is selected by the label
 *       {@code app}
 *   <li>{@code observed.yaml}: a routing object that is there already (optional)
 *   <li>{@code out-init.yaml}: what is applied at weight 0, {@code out-weight-<n>.yaml} at n
 *       percent
 *   <li>{@code notes.txt}: what is said about it, a line each (optional)
 *   <li>{@code impossible.txt}: the text that the user sees instead
 * </ul>
 */
class RenderingTest {
  private static final Path FOLDER = Path.of("src/test/resources/routing");

  @TestFactory
  Stream<DynamicTest> rendersAsInTheGoldenFile() {
    return files("out-").map(file -> test(file, () -> assertRendered(file)));
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatTheProviderCannotDo() {
    return files("impossible").map(file -> test(file, () -> assertImpossible(file)));
  }

  @TestFactory
  Stream<DynamicTest> recognisesItsOwnObjectsAsRouted() {
    return files("out-").map(file -> test(file, () -> assertRecognised(file)));
  }

  private static void assertRendered(Path file) {
    var rendered = render(file, weights(file));

    assertThat(rendered)
        .isInstanceOfSatisfying(
            Rendered.Objects.class,
            objects -> {
              assertThat(objects.applyConfigurations()).containsExactly(Trees.read(file));
              assertThat(objects.notes()).isEqualTo(lines(file.resolveSibling("notes.txt")));
              assertThat(render(file, weights(file))).hasToString(objects.toString());
            });
  }

  private static void assertImpossible(Path file) {
    var rendered = render(file, Weights.percent(0));

    assertThat(rendered).isEqualTo(new Rendered.Impossible(lines(file).getFirst()));
  }

  private static void assertRecognised(Path file) {
    var canary = canary(file);
    var observed = Trees.observed(List.of(Trees.read(file)));

    assertThat(provider(canary).read(canary, observed)).contains(weights(file));
    assertThat(provider(canary).inEffect(canary, new TrafficIntent(weights(file)), observed))
        .isEqualTo(new Effect.Unreported());
  }

  private static Rendered render(Path file, Weights weights) {
    var canary = canary(file);
    return provider(canary)
        .render(
            new RoutedCanary(canary, Optional.of("app")),
            new TrafficIntent(weights),
            Trees.observed(observed(file)));
  }

  private static Canary canary(Path file) {
    return Trees.canary(Trees.read(file.resolveSibling("in.yaml")));
  }

  private static RoutingProvider provider(Canary canary) {
    return RoutingProviders.of(canary.spec().provider().orElseThrow()).orElseThrow();
  }

  private static List<ObjectNode> observed(Path file) {
    var observed = file.resolveSibling("observed.yaml");
    return Files.exists(observed) ? List.of(Trees.read(observed)) : List.of();
  }

  private static Weights weights(Path file) {
    var name = file.getFileName().toString();
    return Weights.percent(
        name.equals("out-init.yaml")
            ? 0
            : Integer.parseInt(name.replace("out-weight-", "").replace(".yaml", "")));
  }

  private static DynamicTest test(Path file, Runnable check) {
    return DynamicTest.dynamicTest(FOLDER.relativize(file).toString(), check::run);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Stream<Path> files(String prefix) {
    try (var files = Files.walk(FOLDER)) {
      var found =
          files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList();
      assertThat(found).isNotEmpty();
      return found.stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
