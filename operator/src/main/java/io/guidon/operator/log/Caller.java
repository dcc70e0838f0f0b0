package io.guidon.operator.log;

/** Who logs: {@code <last part of the package>/<file>:<line>}, as in Flagger's lines. */
final class Caller {
  private static final StackWalker STACK = StackWalker.getInstance();
  private static final String UNKNOWN = "unknown";

  private Caller() {}

  static String find() {
    return STACK.walk(frames ->
        frames
            .filter(frame -> !isLogging(frame.getClassName()))
            .findFirst()
            .map(Caller::text)
            .orElse(UNKNOWN));
  }

  private static boolean isLogging(String type) {
    return type.startsWith("org.slf4j.")
        || (type.startsWith(Caller.class.getPackageName() + ".") && !type.endsWith("Test"));
  }

  private static String text(StackWalker.StackFrame frame) {
    var type = frame.getClassName();
    var end = type.lastIndexOf('.');
    var folder = end < 0 ? "" : type.substring(type.lastIndexOf('.', end - 1) + 1, end) + "/";
    return folder + frame.getFileName() + ":" + frame.getLineNumber();
  }
}
