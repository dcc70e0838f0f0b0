package io.guidon.core.analysis.template;

/**
 * Ends parsing or execution of a template. It never leaves this package: {@link GoTemplate} turns
 * it into a value.
 */
final class TemplateError extends RuntimeException {

  TemplateError(String message) {
    super(message, null, false, false);
  }

  String text() {
    var message = getMessage();
    return message == null ? "" : message;
  }
}
