package io.guidon.sim.store;

import static io.guidon.sim.store.Trees.at;
import static io.guidon.sim.store.Trees.objects;
import static io.guidon.sim.store.Trees.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong with a Service (k8s.io/kubernetes, pkg/apis/core/validation). */
final class ServiceRules {

  private static final Set<String> TYPES =
      Set.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
  private static final Set<String> PROTOCOLS = Set.of("SCTP", "TCP", "UDP");
  private static final int LAST_PORT = 65_535;

  private final ObjectNode tree;
  private final List<String> problems = new ArrayList<>();

  private ServiceRules(ObjectNode tree) {
    this.tree = tree;
  }

  /**
   * @param before the version before this one; missing for a new Service
   */
  static List<String> problems(ObjectNode tree, JsonNode before) {
    var rules = new ServiceRules(tree);
    rules.checkPorts();
    rules.checkType();
    rules.checkAddress(before);
    return rules.problems;
  }

  private void checkPorts() {
    var ports = objects(tree, "spec", "ports");
    boolean headless = text(tree, "spec", "clusterIP").equals("None");
    if (ports.isEmpty() && !isExternal(tree) && !headless) {
      problem("spec.ports", "Required value");
    }
    var names = new HashSet<String>();
    var numbers = new HashSet<String>();
    for (int i = 0; i < ports.size(); i++) {
      var port = ports.get(i);
      String path = "spec.ports[" + i + "]";
      String name = text(port, "name");
      if (ports.size() > 1 && name.isEmpty()) {
        problem(path + ".name", "Required value");
      } else if (!name.isEmpty() && !names.add(name)) {
        problem(path + ".name", "Duplicate value: " + Trees.quoted(name));
      }
      checkNumber(path + ".port", port.path("port"));
      checkOne(path + ".protocol", text(port, "protocol"), PROTOCOLS);
      if (port.path("targetPort").isNumber()) {
        checkNumber(path + ".targetPort", port.path("targetPort"));
      }
      if (!numbers.add(text(port, "port") + "/" + text(port, "protocol"))) {
        problem(path, "Duplicate value: " + port);
      }
    }
  }

  private void checkNumber(String path, JsonNode port) {
    if (port.asInt() < 1 || port.asInt() > LAST_PORT) {
      problem(path, "Invalid value: " + port.asInt() + ": must be between 1 and 65535, inclusive");
    }
  }

  private void checkType() {
    checkOne("spec.type", text(tree, "spec", "type"), TYPES);
  }

  private void checkOne(String path, String value, Set<String> known) {
    if (!known.contains(value)) {
      var all = new TreeSet<>(known).stream().map(Trees::quoted).toList();
      problem(
          path,
          "Unsupported value: "
              + Trees.quoted(value)
              + ": supported values: "
              + String.join(", ", all));
    }
  }

  private void checkAddress(JsonNode before) {
    var old = at(before, "spec", "clusterIPs");
    boolean keepsAddress = !isExternal(tree) && !isExternal(before);
    if (!old.isMissingNode() && keepsAddress && !old.equals(at(tree, "spec", "clusterIPs"))) {
      problem(
          "spec.clusterIPs[0]",
          "Invalid value: " + at(tree, "spec", "clusterIPs") + ": may not change once set");
    }
  }

  private static boolean isExternal(JsonNode service) {
    return text(service, "spec", "type").equals("ExternalName");
  }

  private void problem(String path, String what) {
    problems.add(path + ": " + what);
  }
}
