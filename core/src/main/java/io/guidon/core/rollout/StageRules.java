package io.guidon.core.rollout;

/** The rules of one stage. */
interface StageRules {

  /** What the world must look like in this stage, in the order that protects users. */
  Plan plan();

  /** What comes next; always asked, however stuck the plan is (design.md R2). */
  Decision decide(Convergence convergence);
}
