package io.guidon.sim.ledger;

/** What must hold after every single write. Numbers as in outages.md. */
public enum Invariant {
  I1(
      "never a weight > 0 or a Service selector on a backend without ready pods while another backend has them"),
  I2("every weight change is explained by a recorded decision"),
  I3("the primary's pod template is always one that passed its analysis"),
  I7("deleting a Canary leaves the app reachable"),
  I8("the operator never changes a field that it does not own"),
  I10("at most one actor writes for one Canary");

  private final String sentence;

  Invariant(String sentence) {
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
