package io.guidon.core.analysis;

/** How the answer to one question is judged. */
public sealed interface Judgement permits WithinLimits {
  Verdict judge(Measurement measurement);
}
