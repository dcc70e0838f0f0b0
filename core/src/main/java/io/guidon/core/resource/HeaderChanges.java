package io.guidon.core.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes to the headers of requests and responses. One that is given may still change nothing. */
public record HeaderChanges(Optional<Operations> request, Optional<Operations> response) {

  /**
   * What is done to headers.
   *
   * @param add values that are appended
   * @param set values that replace what is there
   * @param remove names, in the order given
   */
  public record Operations(Map<String, String> add, Map<String, String> set, List<String> remove) {
    public Operations {
      add = SortedMaps.copyOf(add);
      set = SortedMaps.copyOf(set);
      remove = List.copyOf(remove);
    }

    static Operations read(Field operations) {
      return new Operations(
          operations.at("add").textMap(),
          operations.at("set").textMap(),
          operations.at("remove").texts());
    }
  }

  static HeaderChanges read(Field headers) {
    return new HeaderChanges(
        headers.at("request").optionalObject(Operations::read),
        headers.at("response").optionalObject(Operations::read));
  }
}
