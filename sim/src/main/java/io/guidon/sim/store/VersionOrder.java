package io.guidon.sim.store;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes' order of API versions: v1 after v1beta1 after v1alpha1, anything else before. */
final class VersionOrder {

  private static final Pattern VERSION = Pattern.compile("v(\\d+)(?:(alpha|beta)(\\d+))?");
  private static final Comparator<String> ORDER =
      Comparator.<String>comparingInt(name -> stability(VERSION.matcher(name)))
          .thenComparingInt(name -> number(name, 1))
          .thenComparingInt(name -> number(name, 3));

  private VersionOrder() {}

  /** Less than zero if {@code one} is the older version. */
  static int compare(String one, String other) {
    return ORDER.compare(one, other);
  }

  private static int stability(Matcher version) {
    if (!version.matches()) {
      return 0;
    }
    if (version.group(2) == null) {
      return 3;
    }
    return version.group(2).equals("beta") ? 2 : 1;
  }

  private static int number(String name, int group) {
    var version = VERSION.matcher(name);
    return version.matches() && version.group(group) != null
        ? Integer.parseInt(version.group(group))
        : 0;
  }
}
