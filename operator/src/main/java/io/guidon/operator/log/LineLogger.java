package io.guidon.operator.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** One logger; what is written, and how, is the business of its {@link LineWriter}. */
final class LineLogger extends LegacyAbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1;
  private static final String OURS = "io.guidon.";

  private final transient LineWriter writer;
  private final boolean ours;

  LineLogger(String name, LineWriter writer) {
    this.name = name;
    this.writer = writer;
    this.ours = name.startsWith(OURS);
  }

  private boolean isEnabled(Level level) {
    return writer
        .settings()
        .writes(level, ours ? LogSettings.Origin.GUIDON : LogSettings.Origin.LIBRARY);
  }

  @Override
  public boolean isTraceEnabled() {
    return isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isEnabled(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable cause) {
    write(level, message, arguments, List.of(), cause);
  }

  @Override
  public void log(LoggingEvent event) {
    if (isEnabled(event.getLevel())) {
      List<KeyValuePair> fields = event.getKeyValuePairs();
      write(
          event.getLevel(),
          event.getMessage(),
          event.getArgumentArray(),
          fields == null ? List.of() : fields,
          event.getThrowable());
    }
  }

  private void write(
      Level level,
      @Nullable String message,
      Object @Nullable [] arguments,
      List<KeyValuePair> fields,
      @Nullable Throwable cause) {
    var text = String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
    writer.write(new LogLine(level, ours ? "" : name, text, fields, cause));
  }
}
