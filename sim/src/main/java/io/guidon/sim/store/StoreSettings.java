package io.guidon.sim.store;

import io.guidon.sim.store.ApiStore.CanaryCrd;
import java.util.Objects;

/**
 * How an {@link ApiStore} differs from others.
 *
 * @param canaryCrd which CRD of Canaries is taken for installed where kinds are assumed
 * @param presence whether namespaces and CRDs must be there before they are used
 * @param memory how many changes are kept
 */
public record StoreSettings(CanaryCrd canaryCrd, Presence presence, Memory memory) {

  /** For tests in virtual time: everything is taken for present, and every change is kept. */
  public static final StoreSettings ASSUMING =
      new StoreSettings(CanaryCrd.GUIDON, Presence.ASSUMED, Memory.EVERYTHING);

  /** For a store that serves the REST API, as strict as a real cluster and made for a long life. */
  public static final StoreSettings REAL =
      new StoreSettings(CanaryCrd.GUIDON, Presence.REQUIRED, new Memory(20_000));

  public StoreSettings {
    Objects.requireNonNull(canaryCrd);
    Objects.requireNonNull(presence);
    Objects.requireNonNull(memory);
  }

  public StoreSettings with(CanaryCrd installed) {
    return new StoreSettings(installed, presence, memory);
  }

  public StoreSettings with(Memory changes) {
    return new StoreSettings(canaryCrd, presence, changes);
  }

  /** Whether namespaces and CRDs must be there before they are used. */
  public enum Presence {
    /** Every namespace exists, and every kind that nobody defined is a custom resource. */
    ASSUMED,
    /** Namespaces must exist as objects; kinds are built in or defined by CRDs. */
    REQUIRED
  }

  /**
   * How many of the last changes are kept.
   *
   * @param changes at least 1
   */
  public record Memory(int changes) {
    /** All of them. */
    public static final Memory EVERYTHING = new Memory(Integer.MAX_VALUE);

    public Memory {
      if (changes < 1) {
        throw new IllegalArgumentException("A store must keep at least 1 change, not " + changes);
      }
    }
  }
}
