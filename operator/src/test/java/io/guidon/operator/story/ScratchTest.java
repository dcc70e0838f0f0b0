package io.guidon.operator.story;

import org.junit.jupiter.api.Test;

class ScratchTest {
  private static void show(String title, Story story) {
    System.out.println(
        "===== "
            + title
            + " weights "
            + story.weights()
            + " phases "
            + story.phases()
            + " writes "
            + story.client().writes().size());
    String last = "";
    int n = 0;
    for (var e : story.told().events()) {
      if (e.equals(last)) {
        n++;
        continue;
      }
      if (n > 0) System.out.println("   x" + (n + 1));
      System.out.println("  E " + e);
      last = e;
      n = 0;
    }
    if (n > 0) System.out.println("   x" + (n + 1));
    System.out.println("  H " + story.answers().calls());
    System.out.println("  A " + story.told().alerts());
    System.out.println("  S " + story.status().path("run"));
  }

  @Test
  void scratch() {
    var metrics =
        "\nmetrics:\n- {name: request-success-rate, interval: 1m, thresholdRange: {min: 99}}\n";
    var s =
        Story.undisturbed()
            .apply(
                Manifests.deployment(),
                Manifests.canary("threshold: 2\nstepWeight: 20\nmaxWeight: 60" + metrics))
            .initialised();
    s.image("2.0.0");
    s.runUntil(() -> s.weights().contains("20"), java.time.Duration.ofMinutes(5));
    s.answers().measures(90);
    s.runUntilPhase("Failed").runFor("1m");
    show("rollback", s);
    s.answers().measures(100);
    s.image("1.0.0").runFor("1m");
    show("reverted after failure", s);
    s.image("3.0.0").runUntilPhase("Succeeded").runFor("1m");
    show("fixed", s);

    var g =
        Story.undisturbed()
            .apply(
                Manifests.deployment(),
                Manifests.canary(
                    "threshold: 2\nstepWeight: 50\nmaxWeight: 50\nwebhooks:\n- {name: gate, type: confirm-promotion, url: \"http://x/\"}\n- {name: load, type: rollout, url: \"http://x/\"}\n- {name: more, type: confirm-traffic-increase, url: \"http://x/\"}"
                        + metrics))
            .initialised();
    g.answers().refuse("gate", "");
    g.image("2.0.0").runFor("60s");
    g.answers().accept("gate");
    g.runUntilPhase("Succeeded").runFor("1m");
    show("gate-confirm-promotion", g);

    var r =
        Story.undisturbed()
            .apply(
                Manifests.deployment(),
                Manifests.canary(
                    "threshold: 2\nstepWeight: 50\nmaxWeight: 50\nwebhooks:\n- {name: first, type: confirm-rollout, url: \"http://x/\"}\n- {name: gate, type: confirm-rollout, url: \"http://x/\"}"
                        + metrics))
            .initialised();
    r.answers().refuse("gate", "");
    r.image("2.0.0").runFor("25s");
    r.answers().accept("gate");
    r.runUntilPhase("Succeeded").runFor("1m");
    show("gate-confirm-rollout", r);

    var t =
        Story.undisturbed()
            .apply(
                Manifests.deployment(),
                Manifests.canary(
                    "threshold: 2\nstepWeight: 30\nmaxWeight: 60\nwebhooks:\n- {name: more, type: confirm-traffic-increase, url: \"http://x/\"}"
                        + metrics))
            .initialised();
    t.image("2.0.0");
    t.runUntil(() -> t.weights().contains("30"), java.time.Duration.ofMinutes(5));
    t.answers().refuse("more", "stay");
    t.runFor("25s");
    t.answers().accept("more");
    t.runUntilPhase("Succeeded").runFor("1m");
    show("gate-traffic-increase", t);

    var m =
        Story.undisturbed()
            .apply(
                Manifests.deployment(),
                Manifests.canary(
                    "threshold: 2\nstepWeight: 30\nmaxWeight: 60\nwebhooks:\n- {name: smoke, type: pre-rollout, url: \"http://x/\"}\n- {name: ok, type: confirm-rollout, url: \"http://x/\"}"
                        + metrics))
            .initialised();
    m.image("2.0.0");
    m.runUntil(() -> m.weights().contains("60"), java.time.Duration.ofMinutes(5));
    m.image("3.0.0").runUntilPhase("Succeeded").runFor("1m");
    show("new-revision-midway", m);

    var p =
        Story.undisturbed()
            .apply(
                Manifests.deployment(),
                Manifests.canary(
                    "threshold: 2\nstepWeight: 50\nmaxWeight: 50\nwebhooks:\n- {name: report, type: post-rollout, url: \"http://x/\"}"
                        + metrics))
            .initialised();
    p.world().mode("podinfo-primary", "2.0.0", "unready");
    p.image("2.0.0").runUntilPhase("Promoting").runFor("15s");
    p.world().mode("podinfo-primary", "2.0.0", "stuck");
    p.runUntilPhase("Failed").runFor("5s");
    show("promotion-primary-fails", p);
    p.image("3.0.0").runUntilPhase("Succeeded").runFor("1m");
    show("then fixed", p);

    var k =
        Story.undisturbed()
            .apply(
                Manifests.deployment(),
                Manifests.canary("threshold: 2\nstepWeight: 50\nmaxWeight: 50" + metrics)
                    .replace("progressDeadlineSeconds: 60", "skipAnalysis: true"))
            .initialised();
    k.image("2.0.0").runUntilPhase("Succeeded").runFor("1m");
    show("skip", k);

    var b =
        Story.undisturbed()
            .apply(
                Manifests.deployment(),
                Manifests.canary(
                    "threshold: 2\nstepWeight: 20\nmaxWeight: 80\nwebhooks:\n- {name: rollback, type: rollback, url: \"http://x/\"}\n- {name: load, type: rollout, url: \"http://x/\"}\n- {name: report, type: post-rollout, url: \"http://x/\"}\n- {name: report2, type: post-rollout, url: \"http://x/\"}"
                        + metrics))
            .initialised();
    b.answers().refuse("rollback", "");
    b.answers().refuse("report", "boom");
    b.image("2.0.0");
    b.runUntil(() -> b.weights().contains("40"), java.time.Duration.ofMinutes(5));
    b.answers().accept("rollback");
    b.runUntilPhase("Failed").runFor("1m");
    show("hook-rollback", b);

    var w =
        Story.undisturbed()
            .apply(
                Manifests.deployment(),
                Manifests.canary(
                    "threshold: 2\nstepWeight: 50\nmaxWeight: 100\nstepWeightPromotion: 40"
                        + metrics))
            .initialised();
    w.image("2.0.0").runUntilPhase("Succeeded").runFor("1m");
    show("step-weight-promotion", w);
  }
}
