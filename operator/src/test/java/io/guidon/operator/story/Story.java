package io.guidon.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guidon.core.resource.GoDuration;
import io.guidon.core.resource.ObjectRef;
import io.guidon.sim.VirtualTime;
import io.guidon.sim.ledger.Expectations;
import io.guidon.sim.ledger.Ledger;
import io.guidon.sim.model.PodMode;
import io.guidon.sim.model.Workloads;
import io.guidon.sim.store.ApiStore;
import io.guidon.sim.store.Change;
import io.guidon.sim.store.Fault;
import io.guidon.sim.store.FaultPlan;
import io.guidon.sim.store.OperatorClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A world with one Canary, told in virtual time: the real loop and engine, an in-process API
 * server, model controllers, an operator that can be killed and starts again, and a ledger that
 * checks the invariants after every single write.
 */
final class Story {
  static final String NAMESPACE = "test";
  static final ObjectRef CANARY = ref("flagger.app/v1beta1", "Canary", "podinfo");
  static final ObjectRef TARGET = ref("apps/v1", "Deployment", "podinfo");
  static final ObjectRef PRIMARY = ref("apps/v1", "Deployment", "podinfo-primary");
  static final ObjectRef ROUTE = ref("gateway.networking.k8s.io/v1", "HTTPRoute", "podinfo");
  static final ObjectRef APEX = ref("v1", "Service", "podinfo");

  /** The uid of a Canary of this name that was there before, in another life of the cluster. */
  static final String EARLIER_UID = "00000000-dead-4000-8000-000000000000";

  private static final String OWNER_THAT_IS_GONE =
      ".metadata.ownerReferences[uid=\"" + EARLIER_UID + "\"]";

  private static final Duration LONGEST = Duration.ofHours(2);

  private final VirtualTime time = VirtualTime.create();
  private final ApiStore store;
  private final FaultPlan faults;
  private final OperatorClient client;
  private final Workloads world;
  private final Set<String> passed = new HashSet<>(Set.of("1.0.0"));
  private final StoryAnswers answers = new StoryAnswers(this::running, passed::add);
  private final StoryTold told;
  private final StoryAdmission admission = new StoryAdmission();
  private final Ledger ledger;
  private final StoryOperator operator;

  Story(FaultPlan faults) {
    this(faults, ApiStore.CanaryCrd.GUIDON);
  }

  Story(FaultPlan faults, ApiStore.CanaryCrd crd) {
    this(faults, time -> new ApiStore(time, crd), new StoryTold());
  }

  private Story(FaultPlan faults, Function<VirtualTime, ApiStore> newStore, StoryTold told) {
    this.told = told;
    this.store = newStore.apply(time);
    this.world = Workloads.start(store, time);
    this.faults = faults;
    this.client = new OperatorClient(store, faults, time);
    this.ledger =
        Ledger.start(
            store,
            world,
            time,
            Expectations.ofTheRecord()
                .allowing((ref, path) -> path.equals(OWNER_THAT_IS_GONE))
                .passing(template -> passed.contains(tag(template.at("/spec/containers/0")))));
    this.operator = new StoryOperator(time, store, client, admission, answers, told);
  }

  /**
   * A story so long that nobody can keep all of it, see {@link #forgetThePast}; with the product's
   * own outbox and metrics.
   */
  static Story longLived() {
    return new Story(
        FaultPlan.none(), time -> ApiStore.forgetful(time, 2), new StoryTold(StoryVoices::of));
  }

  static Story undisturbed() {
    return new Story(FaultPlan.none());
  }

  /** A Deployment and a Canary for it; {@code analysis} are lines of {@code spec.analysis}. */
  static Story of(String analysis) {
    return undisturbed().apply(Manifests.deployment(), Manifests.canary(analysis));
  }

  static ObjectRef ref(String apiVersion, String kind, String name) {
    return new ObjectRef(apiVersion, kind, NAMESPACE, name);
  }

  private static String tag(JsonNode container) {
    var image = container.path("image").asText();
    return image.substring(image.lastIndexOf(':') + 1);
  }

  // ---------------------------------------------------------------- what goes wrong

  /** The operator dies when its {@code n}-th write was carried out, before it gets the answer. */
  Story killAfterWrite(int n) {
    return faultAtWrite(n, Fault.KILL);
  }

  Story faultAtWrite(int n, Fault fault) {
    faults.onWrite(n, fault);
    return this;
  }

  /** Writes that go wrong from now on are lifted by {@code faults().lift()}. */
  FaultPlan faults() {
    return faults;
  }

  /** Kills the operator every {@code period} for {@code duration} from now on. */
  Story killEvery(String period, String duration) {
    var end = time.now().plus(duration(duration));
    for (var at = time.now().plus(duration(period));
        at.isBefore(end);
        at = at.plus(duration(period))) {
      time.at(at, operator::kill);
    }
    return this;
  }

  /** Pods of this Deployment with this tag get ready like that. */
  Story pods(ObjectRef deployment, String tag, PodMode mode) {
    world.mode(deployment.name(), ":" + tag, mode);
    return this;
  }

  /** This revision may run as the primary although nobody has analysed it. */
  Story needsNoAnalysis(String tag) {
    passed.add(tag);
    return this;
  }

  // ---------------------------------------------------------------- what happens

  Story apply(String... manifests) {
    for (var manifest : manifests) {
      store.client("user").create(Manifests.read(manifest));
    }
    return this;
  }

  Story initialised() {
    return runUntilPhase("Initialized").runFor("1m");
  }

  Story image(String tag) {
    return edit(
        TARGET,
        target ->
            ((ObjectNode) target.at("/spec/template/spec/containers/0"))
                .put("image", "example.org/podinfo:" + tag));
  }

  /** A user edits an object. */
  Story edit(ObjectRef ref, Consumer<ObjectNode> change) {
    store
        .client("user")
        .edit(
            ref,
            object -> {
              change.accept(object);
              if (ref.kind().equals("Deployment")) {
                admission.admit(object);
              }
            });
    return this;
  }

  Story runFor(String duration) {
    time.runFor(duration(duration));
    return this;
  }

  Story runUntilPhase(String phase) {
    return runUntil(() -> phase().equals(phase));
  }

  Story runUntilWeight(int weight) {
    return runUntil(() -> weight().equals(Optional.of(Integer.toString(weight))));
  }

  Story runUntil(BooleanSupplier condition) {
    runUntil(condition, LONGEST);
    return this;
  }

  void runUntil(BooleanSupplier condition, Duration atMost) {
    if (!time.runUntil(condition, atMost)) {
      throw new AssertionError(
          "not reached within "
              + atMost
              + ": phases "
              + phases()
              + ", status "
              + status()
              + "\n"
              + told.events()
              + "\n"
              + ledger.story());
    }
  }

  static Duration duration(String text) {
    return GoDuration.parse(text).orElseThrow();
  }

  /** Everybody who keeps a record of this story forgets what was; what is stays. */
  Story forgetThePast() {
    ledger.forgetVersions();
    client.forgetWrites();
    told.events().clear();
    told.alerts().clear();
    answers.forget();
    passed.clear();
    passed.add(tag(get(PRIMARY).at("/spec/template/spec/containers/0")));
    return this;
  }

  // ---------------------------------------------------------------- what is there

  VirtualTime time() {
    return time;
  }

  ApiStore store() {
    return store;
  }

  Workloads world() {
    return world;
  }

  StoryAnswers answers() {
    return answers;
  }

  StoryAdmission admission() {
    return admission;
  }

  StoryTold told() {
    return told;
  }

  OperatorClient client() {
    return client;
  }

  StoryOperator operator() {
    return operator;
  }

  Ledger ledger() {
    return ledger;
  }

  End end() {
    return End.of(this);
  }

  JsonNode status() {
    return store
        .get(CANARY)
        .map(tree -> tree.path("status"))
        .orElseGet(() -> MissingNode.getInstance());
  }

  String phase() {
    return status().path("phase").asText();
  }

  List<String> phases() {
    return ledger.phases(CANARY);
  }

  /** The weights of the canary on the route, in order. */
  List<Integer> weights() {
    return ledger.weights(CANARY);
  }

  Optional<String> weight() {
    return store.get(ROUTE).map(Story::weightOf);
  }

  private static String weightOf(ObjectNode route) {
    return route.at("/spec/rules/0/backendRefs/1/weight").asText();
  }

  ObjectNode get(ObjectRef ref) {
    return store.get(ref).orElseThrow(() -> new AssertionError(ref + " does not exist"));
  }

  String imageOf(ObjectRef workload) {
    return get(workload).at("/spec/template/spec/containers/0/image").asText();
  }

  private String running() {
    return tag(get(TARGET).at("/spec/template/spec/containers/0"));
  }

  int replicasOf(ObjectRef workload) {
    return get(workload).at("/spec/replicas").asInt();
  }

  // ---------------------------------------------------------------- what must be

  Story expectPhase(String phase) {
    assertThat(phase()).as(this::all).isEqualTo(phase);
    return this;
  }

  /** The weights of the canary from the beginning on. */
  Story expectWeights(Integer... weights) {
    assertThat(weights()).as(this::all).containsExactly(weights);
    return this;
  }

  Story expectPrimary(String tag) {
    assertThat(tag(get(PRIMARY).at("/spec/template/spec/containers/0"))).isEqualTo(tag);
    return this;
  }

  Story expectEvent(String part) {
    assertThat(told.events()).as(this::all).anyMatch(event -> event.contains(part));
    return this;
  }

  Story expectAlert(String part) {
    assertThat(told.alerts()).anyMatch(alert -> alert.contains(part));
    return this;
  }

  /** No pass failed, no invariant was broken, no step came before its time. */
  Story expectNoViolation() {
    assertThat(operator.crashes()).as("failed passes").isEmpty();
    ledger.expectNoViolation();
    StepTimes.of(this).expectNoneEarly();
    return this;
  }

  /** The versions of the route and of the Canary, for those who want to know more. */
  List<Change> versions(ObjectRef ref) {
    return ledger.versions(ref);
  }

  private String all() {
    return String.join("\n", told.events()) + "\n" + ledger.story();
  }
}
