package io.guidon.core.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
  private static final String KEY = "podinfo.test";
  private static final String PRIMARY = "podinfo-primary.test";

  @Test
  void tellsEventsWithTheWordsThatFlaggerWasHeardToUse() {
    var deadline = "deployment \"podinfo-primary\" exceeded its progress deadline";
    var notReady = EventText.primaryNotReady(PRIMARY, deadline);

    assertThat(Recorded.eventMessages())
        .contains(
            EventText.metricProvidersAvailable(),
            EventText.metricProvidersError(
                "metric template lost.elsewhere error: metrictemplate.flagger.app \"lost\" not found"),
            EventText.initializationDone(KEY),
            EventText.newRevisionScalingUp(KEY),
            EventText.newRevisionRestarting(KEY),
            EventText.startingAnalysis(KEY),
            EventText.advanceCanaryWeight(KEY, 30),
            EventText.advancePrimaryWeight(KEY, 70),
            EventText.routingAllToPrimary(),
            EventText.copying(KEY, PRIMARY),
            EventText.promotionCompleted(KEY),
            EventText.promotionCompletedSkipped(KEY),
            EventText.suspended(),
            EventText.terminating(KEY),
            EventText.terminated(KEY),
            EventText.canaryFailed(KEY),
            EventText.failedChecksThreshold(KEY, 2),
            EventText.rollingBackManual(KEY),
            notReady,
            EventText.promotionFailed(KEY, notReady),
            EventText.canaryNotReady(KEY, "deployment \"podinfo\" exceeded its progress deadline"),
            EventText.confirmRolloutPassed("gate"),
            EventText.preRolloutPassed("smoke"),
            EventText.preRolloutFailed(KEY, "smoke", "bad"),
            EventText.externalCheckFailed(KEY, "load", "no such test"),
            EventText.trafficIncreasePassed("more"),
            EventText.confirmPromotionPassed("gate"),
            EventText.postRolloutPassed("report"),
            EventText.postRolloutFailed(
                "report", "POST ${HOOKS}/report giving up after 1 attempt(s)"),
            EventText.rollbackCheckPassed("rollback"),
            EventText.rollbackNotSignaled("rollback"),
            EventText.waitingForApproval(KEY, "gate"),
            EventText.waitingForPromotionApproval(KEY, "gate"),
            EventText.waitingForTrafficIncrease(KEY, "more"),
            WorkloadText.deploymentUnreadable(KEY, "deployments.apps \"podinfo\" not found"),
            WorkloadText.selectorLabelFailed(
                "deployment podinfo.test spec.selector.matchLabels must contain one of"
                    + " [app name app.kubernetes.io/name]"),
            WorkloadText.serviceFailed(
                WorkloadText.serviceNotCreated(
                    "podinfo-canary.test",
                    "Service \"podinfo-canary\" is invalid: spec.ports[1].name: Duplicate value: \"http\"")),
            WorkloadText.scalerUnreadable(
                "pod-hpa.test", "horizontalpodautoscalers.autoscaling \"pod-hpa\" not found"));
  }

  @Test
  void tellsWhatNoRecordingShowsAsTheSpecificationSays() {
    assertThat(
            List.of(
                EventText.progressDeadlineExceeded(KEY, "late"),
                WorkloadText.primaryFailed("no"),
                WorkloadText.primaryNotCreated(PRIMARY, "no"),
                WorkloadText.templateNotCopied(PRIMARY, "no"),
                WorkloadText.scalingDownFailed("Deployment", KEY, "no"),
                WorkloadText.scalingUpFailed(KEY, 2, "no"),
                WorkloadText.targetNotPatched(KEY, "no"),
                WorkloadText.serviceUnreadable("podinfo", "no"),
                WorkloadText.serviceNotUpdated("podinfo", "no"),
                WorkloadText.scalerNotCreated("podinfo-primary.test", "no"),
                WorkloadText.scalerNotUpdated("podinfo-primary.test", "no"),
                WorkloadText.statusNotSynced(KEY, "no"),
                AlertText.progressDeadlineExceeded("late")))
        .containsExactly(
            "Rolling back podinfo.test progress deadline exceeded late",
            "createPrimaryDeployment failed: no",
            "creating deployment podinfo-primary.test failed: no",
            "updating deployment podinfo-primary.test template spec failed: no",
            "scaling down canary Deployment podinfo.test failed: no",
            "scaling up podinfo.test to 2 failed: no",
            "deployment podinfo.test patch query error: no",
            "service podinfo get query error: no",
            "service podinfo update error: no",
            "creating HorizontalPodAutoscaler v2 podinfo-primary.test failed: no",
            "updating HorizontalPodAutoscaler v2 podinfo-primary.test failed: no",
            "failed to sync canary podinfo.test status: no",
            "Progress deadline exceeded late");
  }

  @Test
  void raisesAlertsWithTheWordsThatFlaggerWasHeardToUse() {
    var notReady =
        EventText.primaryNotReady(
            PRIMARY, "deployment \"podinfo-primary\" exceeded its progress deadline");

    assertThat(Recorded.alertTexts())
        .contains(
            AlertText.initializationCompleted("Deployment"),
            AlertText.newRevisionDetected(),
            AlertText.analysisCompleted(),
            AlertText.analysisSkipped(),
            AlertText.waitingForApproval(),
            AlertText.promotionWaitingForApproval(),
            AlertText.trafficIncreaseWaitingForApproval(),
            AlertText.rollingBackManual(),
            AlertText.failedChecksThreshold(3),
            AlertText.promotionFailed(notReady));
  }
}
