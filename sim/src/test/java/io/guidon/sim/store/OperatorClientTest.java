package io.guidon.sim.store;

import static io.guidon.sim.Manifests.APEX;
import static io.guidon.sim.Manifests.CANARY;
import static io.guidon.sim.Manifests.ROUTE;
import static io.guidon.sim.Manifests.TARGET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.rollout.Write;
import io.guidon.core.rollout.Write.FieldManager;
import io.guidon.core.rollout.Write.Outcome;
import io.guidon.core.rollout.Write.Outcome.Refused;
import io.guidon.core.rollout.Write.Outcome.Written;
import io.guidon.core.rollout.Write.Refusal;
import io.guidon.sim.Manifests;
import io.guidon.sim.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OperatorClientTest {

  private final VirtualTime time = VirtualTime.create();
  private final ApiStore store = new ApiStore(time);
  private final ApiClient user = store.client("user");
  private final FaultPlan plan = FaultPlan.none();
  private final OperatorClient operator = new OperatorClient(store, plan, time);

  @Test
  void carriesOutEachKindOfWrite() {
    var canary = user.create(Manifests.canary());
    user.create(Manifests.service("podinfo", "podinfo"));

    assertThat(operator.write(new Write.Create(Manifests.deployment("podinfo", "web:1"))))
        .isInstanceOf(Written.class);
    assertThat(operator.write(new Write.Apply(Manifests.route(20), FieldManager.GUIDON)))
        .isInstanceOf(Written.class);
    assertThat(operator.write(new Write.Patch(APEX, selector("podinfo-primary"))))
        .isInstanceOf(Written.class);
    var status = Trees.object().put("phase", "Initializing");
    assertThat(operator.write(new Write.Status(CANARY, status, version(canary))))
        .isInstanceOf(Written.class);
    assertThat(
            operator.write(
                new Write.Delete(TARGET, Trees.text(user.need(TARGET), "metadata", "uid"))))
        .isEqualTo(new Written(Optional.empty()));

    assertThat(Trees.text(user.need(APEX), "spec", "selector", "app")).isEqualTo("podinfo-primary");
    assertThat(Trees.text(user.need(CANARY), "status", "phase")).isEqualTo("Initializing");
    assertThat(store.journal().getLast().by()).isEqualTo(new Author("guidon", "guidon-1"));
    assertThat(operator.writes()).hasSize(5);
  }

  @Test
  void appliesUnderTheNameOfTheManagerThatIsAskedFor() {
    user.create(Manifests.deployment("podinfo", "web:1"));
    var scale = head("apps/v1", "Deployment");
    scale.putObject("spec").put("replicas", 6);

    operator.write(new Write.Apply(scale, FieldManager.SCALE));

    assertThat(store.journal().getLast().by().manager()).isEqualTo("guidon-scale");
    assertThat(Trees.text(user.need(TARGET), "spec", "replicas")).isEqualTo("6");
  }

  @Test
  void appliesWithAnEmptyVersionOnlyWhatDoesNotExistYet() {
    var route =
        Trees.with(
            Manifests.route(0), tree -> Trees.need(tree, "metadata").put("resourceVersion", ""));

    assertThat(operator.write(new Write.Apply(route, FieldManager.GUIDON)))
        .isInstanceOf(Written.class);
    assertThat(why(operator.write(new Write.Apply(route, FieldManager.GUIDON))))
        .isEqualTo(Refusal.CONFLICT);
  }

  @Test
  void refusesWhatWasComputedFromAnOlderVersion() {
    user.create(Manifests.canary());
    var before = user.need(CANARY);
    user.editStatus(CANARY, status -> status.put("phase", "Initializing"));

    var answer = operator.write(new Write.Status(CANARY, Trees.object(), version(before)));

    assertThat(answer)
        .isEqualTo(
            new Refused(
                Refusal.CONFLICT,
                "Operation cannot be fulfilled on canaries.flagger.app \"podinfo\": the object has been modified; please"
                    + " apply your changes to the latest version and try again"));
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER_ERROR, UNAVAILABLE, 0",
    "CONFLICT, CONFLICT, 0",
    "THROTTLED, THROTTLED, 0",
    "FORBIDDEN, FORBIDDEN, 0",
    "NO_SUCH_KIND, NO_SUCH_KIND, 0",
    "LOST, UNAVAILABLE, 1",
  })
  void failsTheWriteThatThePlanNamesAndNoOther(Fault fault, Refusal refusal, int carriedOut) {
    plan.onWrite(2, fault);

    operator.write(new Write.Create(Manifests.service("one", "x")));
    var answer = operator.write(new Write.Create(Manifests.service("two", "x")));
    operator.write(new Write.Create(Manifests.service("three", "x")));

    assertThat(why(answer)).isEqualTo(refusal);
    assertThat(store.journal()).hasSize(2 + carriedOut);
  }

  @Test
  void diesAfterTheWriteWasCarriedOut() {
    plan.onWrite(1, Fault.KILL);

    assertThatThrownBy(() -> operator.write(new Write.Create(Manifests.route(0))))
        .isInstanceOf(Killed.class);
    assertThat(store.get(ROUTE)).isPresent();

    operator.restarted();
    operator.write(new Write.Create(Manifests.canary()));
    assertThat(store.journal().getLast().by().actor()).isEqualTo("guidon-2");
  }

  @Test
  void diesBeforeTheWriteIsSent() {
    plan.onWrite(1, Fault.KILL_BEFORE);

    assertThatThrownBy(() -> operator.write(new Write.Create(Manifests.route(0))))
        .isInstanceOf(Killed.class);

    assertThat(store.get(ROUTE)).isEmpty();
  }

  @Test
  void forbidsAKindUntilThatIsLifted() {
    plan.forbidden("HTTPRoute");

    var answer = operator.write(new Write.Create(Manifests.route(0)));
    assertThat(answer)
        .isEqualTo(
            new Refused(
                Refusal.FORBIDDEN,
                "httproutes.gateway.networking.k8s.io \"podinfo\" is forbidden: User"
                    + " \"system:serviceaccount:guidon-system:guidon\" cannot create resource \"httproutes\" in API"
                    + " group \"gateway.networking.k8s.io\" in the namespace \"test\""));
    assertThat(operator.write(new Write.Create(Manifests.canary()))).isInstanceOf(Written.class);

    plan.lift();
    assertThat(operator.write(new Write.Create(Manifests.route(0)))).isInstanceOf(Written.class);
  }

  @Test
  void letsTimePassDuringASlowWrite() {
    var start = time.now();
    plan.slowWrite(1, Duration.ofSeconds(40));

    operator.write(new Write.Create(Manifests.route(0)));

    assertThat(time.now()).isEqualTo(start.plusSeconds(40));
    assertThat(store.journal().getLast().at()).isEqualTo(start.plusSeconds(40));
  }

  @Test
  void drawsTheSameFaultsFromTheSameSeed() {
    assertThat(answersWith(FaultPlan.seeded(7, 0.4, Fault.SERVER_ERROR, Fault.CONFLICT)))
        .isEqualTo(answersWith(FaultPlan.seeded(7, 0.4, Fault.SERVER_ERROR, Fault.CONFLICT)))
        .contains("UNAVAILABLE", "CONFLICT", "written")
        .isNotEqualTo(answersWith(FaultPlan.seeded(8, 0.4, Fault.SERVER_ERROR, Fault.CONFLICT)));
  }

  @Test
  void saysHowToMakeTheSamePlanAgain() {
    assertThat(FaultPlan.seeded(7, 0.4, Fault.LOST).onWrite(3, Fault.KILL))
        .hasToString("FaultPlan.seeded(7L, 0.4, [LOST]) faults {3=KILL}");
  }

  private List<String> answersWith(FaultPlan seeded) {
    var client = new OperatorClient(new ApiStore(time), seeded, time);
    var answers = new ArrayList<String>();
    for (int i = 0; i < 40; i++) {
      var outcome = client.write(new Write.Create(Manifests.service("s" + i, "x")));
      answers.add(outcome instanceof Refused refused ? refused.why().name() : "written");
    }
    return answers;
  }

  private static ObjectNode selector(String app) {
    var patch = Trees.object();
    patch.putObject("spec").putObject("selector").put("app", app);
    return patch;
  }

  private static ObjectNode head(String apiVersion, String kind) {
    var head = Trees.object();
    head.put("apiVersion", apiVersion).put("kind", kind);
    head.putObject("metadata").put("namespace", "test").put("name", "podinfo");
    return head;
  }

  private static String version(ObjectNode object) {
    return Trees.text(object, "metadata", "resourceVersion");
  }

  private static Refusal why(Outcome outcome) {
    return switch (outcome) {
      case Refused refused -> refused.why();
      case Written written -> throw new AssertionError(written);
    };
  }
}
