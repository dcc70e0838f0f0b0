package io.guidon.core.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a provider makes of a Canary and an intent. */
public sealed interface Rendered {

  /**
   * The objects as they must be, as configurations of a server-side apply: each holds exactly the
   * fields that are ours.
   *
   * @param notes what the Canary asks for and the provider cannot do, one sentence each, for the
   *     operator's log
   */
  record Objects(List<ObjectNode> applyConfigurations, List<String> notes) implements Rendered {
    public Objects {
      applyConfigurations = List.copyOf(applyConfigurations);
      notes = List.copyOf(notes);
    }
  }

  /**
   * The Canary cannot be rendered before it is corrected; {@code text} is what the user is told.
   */
  record Impossible(String text) implements Rendered {}
}
