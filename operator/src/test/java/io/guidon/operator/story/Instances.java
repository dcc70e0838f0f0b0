package io.guidon.operator.story;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How many objects of which classes of ours are alive. Finds what leaks drop by drop, which in a
 * heap of many megabytes nobody would see.
 */
record Instances(Map<String, Long> byClass) {
  /** A line of the histogram: rank, objects, bytes, class. */
  private static final Pattern LINE =
      Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(io\\.guidon\\.(?:core|operator)\\.\\S+).*");

  Instances {
    byClass = Map.copyOf(byClass);
  }

  /** Collects garbage first. */
  static Instances alive() {
    try {
      var histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
      var found = new HashMap<String, Long>();
      histogram
          .lines()
          .map(LINE::matcher)
          .filter(line -> line.matches())
          .forEach(line -> found.merge(line.group(2), Long.parseLong(line.group(1)), Long::sum));
      return new Instances(found);
    } catch (JMException impossible) {
      throw new IllegalStateException("this JVM tells no histogram", impossible);
    }
  }

  /** The classes that have at least {@code many} more objects than then, and how many more. */
  Map<String, Long> grownBy(long many, Instances then) {
    var grown = new TreeMap<String, Long>();
    byClass.forEach((name, count) -> {
      long more = count - then.byClass().getOrDefault(name, 0L);
      if (more >= many) {
        grown.put(name, more);
      }
    });
    return grown;
  }
}
