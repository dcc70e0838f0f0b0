package io.guidon.operator.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Facts about the process under the names that Go's and Java's clients give them. Read when asked
 * for, without the management beans, whose classes would cost more than all the rest; what a system
 * does not tell is left out.
 */
final class ProcessMetrics {
  private static final Path SELF = Path.of("/proc/self");

  private ProcessMetrics() {}

  static void write(StringBuilder out) {
    var runtime = Runtime.getRuntime();
    var process = ProcessHandle.current().info();
    heap(out, "jvm_memory_max_bytes", "Most bytes that the heap may take.", runtime.maxMemory());
    heap(
        out,
        "jvm_memory_used_bytes",
        "Bytes of the heap in use.",
        runtime.totalMemory() - runtime.freeMemory());
    process
        .totalCpuDuration()
        .ifPresent(time ->
            single(
                out,
                "process_cpu_seconds_total",
                "Total user and system CPU time spent in seconds.",
                "counter",
                time.toMillis() / 1e3));
    openFiles()
        .ifPresent(count ->
            single(
                out,
                "process_open_fds",
                "Number of open file descriptors.",
                "gauge",
                (double) count));
    memory("VmRSS:")
        .ifPresent(bytes ->
            single(
                out,
                "process_resident_memory_bytes",
                "Resident memory size in bytes.",
                "gauge",
                (double) bytes));
    process
        .startInstant()
        .ifPresent(start ->
            single(
                out,
                "process_start_time_seconds",
                "Start time of the process since unix epoch in seconds.",
                "gauge",
                start.toEpochMilli() / 1e3));
    memory("VmSize:")
        .ifPresent(bytes ->
            single(
                out,
                "process_virtual_memory_bytes",
                "Virtual memory size in bytes.",
                "gauge",
                (double) bytes));
  }

  private static void single(
      StringBuilder out, String name, String help, String type, double value) {
    MetricFamily.head(out, name, help, type);
    MetricFamily.line(out, name, List.of(), List.of(), MetricFamily.number(value));
  }

  private static void heap(StringBuilder out, String name, String help, long bytes) {
    MetricFamily.head(out, name, help, "gauge");
    MetricFamily.line(out, name, List.of("area"), List.of("heap"), Long.toString(bytes));
  }

  private static Optional<Long> openFiles() {
    try (var files = Files.list(SELF.resolve("fd"))) {
      return Optional.of(files.count());
    } catch (IOException elsewhere) {
      return Optional.empty();
    }
  }

  private static Optional<Long> memory(String key) {
    try (var lines = Files.lines(SELF.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst();
    } catch (IOException elsewhere) {
      return Optional.empty();
    }
  }
}
