package io.guidon.sim.model;

/** Is told of the pods of a Deployment after each change of them. */
@FunctionalInterface
interface PodFollower {

  /** Takes note of all its pods, which are none if it is gone. */
  void follow(ModelDeployment deployment);
}
