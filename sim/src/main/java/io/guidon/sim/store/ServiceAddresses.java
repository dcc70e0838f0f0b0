package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Gives Services their cluster addresses, and lets them keep them when an update does not mention
 * them.
 */
final class ServiceAddresses {

  private static final List<String> KEPT =
      List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy");

  private int given;

  /** Fills in what is allocated for a new Service. */
  void allocate(ObjectNode service) {
    var spec = Trees.need(service, "spec");
    if (Trees.text(spec, "type").equals("ExternalName")) {
      return;
    }
    if (!spec.has("clusterIP")) {
      given++;
      spec.put("clusterIP", "10.96." + given / 250 + "." + (given % 250 + 1));
    }
    if (!spec.has("clusterIPs")) {
      spec.putArray("clusterIPs").add(Trees.text(spec, "clusterIP"));
    }
    if (!spec.has("ipFamilies")) {
      spec.putArray("ipFamilies").add("IPv4");
    }
    Trees.putIfAbsent(spec, "ipFamilyPolicy", "SingleStack");
  }

  /** Takes over what was allocated before where {@code service} does not say it. */
  void keep(ObjectNode before, ObjectNode service) {
    var spec = Trees.need(service, "spec");
    if (Trees.text(spec, "type").equals("ExternalName")) {
      return;
    }
    for (String field : KEPT) {
      var old = Trees.at(before, "spec", field);
      if (Trees.isAbsent(spec.path(field)) && !old.isMissingNode()) {
        spec.set(field, Trees.copyOf(old));
      }
    }
    allocate(service);
  }
}
