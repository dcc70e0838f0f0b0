package io.guidon.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the API server was asked during some rollouts, by namespace; each has one rollout. */
record Rollouts(Map<String, List<ApiRequest>> byNamespace) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMBINED = "(combined from similar events): ";
  private static final int STEPS = 5;

  static Rollouts of(List<ApiRequest> requests, List<String> namespaces) {
    return new Rollouts(
        requests.stream()
            .filter(ApiRequest::counts)
            .filter(request -> namespaces.contains(request.namespace()))
            .collect(Collectors.groupingBy(ApiRequest::namespace)));
  }

  /** Per rollout. */
  double requests() {
    return byNamespace.values().stream().mapToInt(List::size).average().orElseThrow();
  }

  /** By how many nanoseconds each step but the first took longer than the interval. */
  List<Long> lateness(Duration interval) throws IOException {
    var late = new ArrayList<Long>();
    for (var requests : byNamespace.values()) {
      var steps = steps(requests);
      for (int step = 1; step < steps.size(); step++) {
        late.add(steps.get(step) - steps.get(step - 1) - interval.toNanos());
      }
    }
    return late;
  }

  /** When each weight that is larger than the one before was asked for. */
  private static List<Long> steps(List<ApiRequest> requests) throws IOException {
    var steps = new ArrayList<Long>();
    int last = 0;
    for (var request : requests) {
      if (request.resource().equals("httproutes")) {
        int weight = canaryWeight(JSON.readTree(request.body()));
        if (weight > last && steps.size() < STEPS) {
          steps.add(request.nanos());
          last = weight;
        }
      }
    }
    if (steps.size() != STEPS) {
      throw new IllegalStateException(
          "%d steps were seen, %d expected".formatted(steps.size(), STEPS));
    }
    return steps;
  }

  private static int canaryWeight(JsonNode route) {
    for (var backend : route.at("/spec/rules/0/backendRefs")) {
      if (backend.path("name").asText().endsWith("-canary")) {
        return backend.path("weight").asInt();
      }
    }
    return 0;
  }

  /** The texts of all events of one namespace, whose name is left out. */
  Set<String> told(String namespace) throws IOException {
    var told = new HashSet<String>();
    for (var request : byNamespace.getOrDefault(namespace, List.of())) {
      if (request.resource().equals("events")) {
        var message = JSON.readTree(request.body()).path("message").asText();
        told.add(message.replace(COMBINED, "").replace(namespace, "NAMESPACE"));
      }
    }
    return told;
  }

  /** How many percent of the events that all rollouts should have told did not come. */
  double lost(Set<String> story) throws IOException {
    int missing = 0;
    for (var namespace : byNamespace.keySet()) {
      var told = told(namespace);
      missing += (int) story.stream().filter(text -> !told.contains(text)).count();
    }
    return 100.0 * missing / (story.size() * byNamespace.size());
  }
}
