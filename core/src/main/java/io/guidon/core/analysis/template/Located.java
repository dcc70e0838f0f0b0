package io.guidon.core.analysis.template;

/** Something that error texts can point at: the index of its first character, and its text. */
interface Located {
  int at();
}
