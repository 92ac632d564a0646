package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.RouterKind;

/** Hears of changes in clusters through their APIs. Port. */
public interface WatchApi {
  /**
   * Begins to watch what a cluster's reading is made of.
   *
   * @param heard called when something relevant may have changed; by any thread, and often
   */
  Watch open(Access access, RouterKind kind, Runnable heard);

  /** An open watch. It belongs to one thread. */
  interface Watch extends AutoCloseable {
    /**
     * Opens again what has ended, for example when the credentials are other ones now. Call it
     * before each reading.
     *
     * @return whether everything is watched. If not, changes may not be heard
     */
    boolean keep();

    @Override
    void close();
  }
}
