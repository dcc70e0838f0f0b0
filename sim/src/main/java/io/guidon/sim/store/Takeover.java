package io.guidon.sim.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A field whose value was changed or removed by somebody who did not own it.
 *
 * @param path as people read it: {@code .spec.replicas}
 * @param owner the field manager that owned it
 */
public record Takeover(String path, String owner) {

  /**
   * What the step from one version of an object to the next took from others.
   *
   * @param own which field managers are the writer's own; what they own together with others may
   *     change
   */
  public static List<Takeover> between(ObjectNode before, ObjectNode after, Predicate<String> own) {
    var kind = Kinds.of(Trees.text(after, "apiVersion"), Trees.text(after, "kind"));
    var change = Comparison.of(Normal.owned(before), Normal.owned(after), Shapes.of(kind));
    var lost = change.modified().union(change.removed());
    var owners = ManagedFields.parse(Trees.at(before, "metadata", "managedFields")).entries();
    var ours =
        owners.stream()
            .filter(entry -> own.test(entry.who().manager()))
            .map(ManagedFields.Entry::fields)
            .reduce(FieldSet.NONE, FieldSet::union);
    var found = new ArrayList<Takeover>();
    for (var entry : owners) {
      if (!own.test(entry.who().manager())) {
        entry.fields().intersection(lost).difference(ours).paths().stream()
            .map(path -> new Takeover(path, entry.who().manager()))
            .forEach(found::add);
      }
    }
    return found;
  }
}
