package io.guidon.operator.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

class LogsTest {
  private static final Instant NOON = Instant.parse("2026-01-02T03:04:05.067891Z");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LineWriter writer = new LineWriter(written);
  private final Logger ours = new LineLogger("io.guidon.operator.loop.Thing", writer);
  private final Logger library = new LineLogger("io.fabric8.kubernetes.client.Thing", writer);

  private void configure(String level, int verbosity) {
    writer.configure(new LogSettings(level, LogSettings.Encoding.JSON, verbosity));
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private JsonNode onlyLine() throws Exception {
    assertThat(lines()).hasSize(1);
    return JsonMapper.builder().build().readTree(lines().getFirst());
  }

  private static LogLine line(Level level, String message, KeyValuePair... fields) {
    return new LogLine(level, "", message, List.of(fields), null);
  }

  @Test
  void isWhatSlf4jWritesThrough() {
    assertThat(LoggerFactory.getLogger("io.guidon.operator.loop.Thing"))
        .isInstanceOf(LineLogger.class);
  }

  @Test
  void writesFlaggersKeysInFlaggersOrder() {
    var line =
        line(
            Level.INFO,
            "Advance podinfo.test",
            new KeyValuePair("canary", "podinfo.test"),
            new KeyValuePair("n", 3));

    assertThat(line.render(LogSettings.Encoding.JSON, NOON, "loop/Thing.java:7"))
        .isEqualTo(
            "{\"level\":\"info\",\"ts\":\"2026-01-02T03:04:05.067Z\",\"caller\":\"loop/Thing.java:7\","
                + "\"msg\":\"Advance podinfo.test\",\"canary\":\"podinfo.test\",\"n\":3}\n");
  }

  @Test
  void writesTabsBetweenThePartsForConsoles() {
    var line = line(Level.WARN, "slow", new KeyValuePair("canary", "podinfo.test"));

    assertThat(line.render(LogSettings.Encoding.CONSOLE, NOON, "loop/Thing.java:7"))
        .isEqualTo(
            "2026-01-02T03:04:05.067Z\twarn\tloop/Thing.java:7\tslow\t{\"canary\":\"podinfo.test\"}\n");
    assertThat(line(Level.WARN, "slow").render(LogSettings.Encoding.CONSOLE, NOON, "a"))
        .isEqualTo("2026-01-02T03:04:05.067Z\twarn\ta\tslow\n");
  }

  @Test
  void keepsEveryTextWithinItsLine() throws Exception {
    configure("info", 0);

    ours.atInfo().addKeyValue("k\"", "v\\\t").log("a\nb\r\u0001\"é");

    assertThat(onlyLine().path("msg").asText()).isEqualTo("a\nb\r\u0001\"é");
    assertThat(onlyLine().path("k\"").asText()).isEqualTo("v\\\t");
  }

  @Test
  void namesWhoLogs() throws Exception {
    configure("info", 0);

    ours.info("hello {} and {}", "you", 2);

    assertThat(onlyLine().path("caller").asText()).matches("log/LogsTest\\.java:[0-9]+");
    assertThat(onlyLine().path("msg").asText()).isEqualTo("hello you and 2");
    assertThat(onlyLine().has("logger")).isFalse();
  }

  @Test
  void namesTheLoggerOfALibrary() throws Exception {
    configure("info", 0);

    library.warn("watch ended");

    assertThat(onlyLine().path("logger").asText()).isEqualTo("io.fabric8.kubernetes.client.Thing");
  }

  @Test
  void writesCausesWithTheirStackOnlyFromErrorOn() throws Exception {
    configure("debug", 0);
    var cause = new IllegalStateException("broken");

    ours.atError().setCause(cause).addKeyValue("canary", "a.b").log("pass failed");
    var error = onlyLine();
    written.reset();
    ours.warn("pass failed", cause);

    assertThat(error.path("error").asText()).isEqualTo("java.lang.IllegalStateException: broken");
    assertThat(error.path("stacktrace").asText()).contains("at io.guidon.operator.log.LogsTest");
    assertThat(onlyLine().path("error").asText())
        .isEqualTo("java.lang.IllegalStateException: broken");
    assertThat(onlyLine().has("stacktrace")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "debug,   0, 'debug info warn error'",
    "info,    0, 'info warn error'",
    "warn,    0, 'warn error'",
    "warning, 0, 'info warn error'",
    "error,   0, error",
    "fatal,   0, ''",
    "info,    8, 'info warn error'"
  })
  void writesOurLinesFromTheLevelOn(String level, int verbosity, String written) {
    assertThat(writtenBy(ours, level, verbosity)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "debug, 0, 'info warn error'",
    "info,  0, 'info warn error'",
    "error, 0, error",
    "info,  4, 'debug info warn error'",
    "info,  8, 'trace debug info warn error'"
  })
  void writesLibrariesLinesByTheirOwnVerbosity(String level, int verbosity, String written) {
    assertThat(writtenBy(library, level, verbosity)).isEqualTo(written);
  }

  private String writtenBy(Logger logger, String level, int verbosity) {
    configure(level, verbosity);
    logger.trace("x trace");
    logger.atDebug().log("x debug");
    logger.info("x info");
    logger.atWarn().log("x warn");
    logger.error("x error");
    return String.join(
        " ",
        lines().stream().map(line -> line.replaceAll(".*\"msg\":\"x ([a-z]+)\".*", "$1")).toList());
  }

  @Test
  void keepsAStormOfEqualLinesSmall() {
    var sampling = new Sampling();

    assertThat(passing(sampling, NOON, 1000)).isEqualTo(109);
    assertThat(passing(sampling, NOON.plusSeconds(1), 100)).isEqualTo(100);
    assertThat(sampling.passes(Level.INFO, "another", NOON.plusSeconds(1))).isTrue();
  }

  private static int passing(Sampling sampling, Instant at, int lines) {
    int passing = 0;
    for (int number = 0; number < lines; number++) {
      passing += sampling.passes(Level.INFO, "same", at) ? 1 : 0;
    }
    return passing;
  }
}
