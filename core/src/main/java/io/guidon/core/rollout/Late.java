package io.guidon.core.rollout;

import io.guidon.core.resource.WebhookType;

/**
 * An answer is out and may take longer than an interval. From the next one on the rollback hooks
 * are asked meanwhile, so that an abort is obeyed however long another hook hangs (outages.md O27).
 */
final class Late {
  private final Scene scene;

  Late(Scene scene) {
    this.scene = scene;
  }

  /** {@code round} is the one that the question belongs to. */
  Decision answer(Question question, Grid grid, long round) {
    if (scene.webhooks(WebhookType.ROLLBACK).isEmpty()) {
      return scene.asking(question);
    }
    if (grid.round() <= round) {
      scene.wakeAt(grid.next());
      return scene.asking(question);
    }
    var asked = scene.memory().round("meanwhile", grid.round());
    return switch (new Hooks(scene).orders("meanwhile/" + asked)) {
      case Hooks.Orders.Pending(Question order) -> scene.asking(question).alsoAsking(order);
      case Hooks.Orders.Rollback order -> new Ending(scene).ordered(order);
      case Hooks.Orders.None none -> {
        scene.memory().concluded("meanwhile");
        scene.wakeAt(grid.next());
        yield scene.asking(question);
      }
    };
  }
}
