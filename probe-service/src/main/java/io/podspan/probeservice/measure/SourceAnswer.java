package io.podspan.probeservice.probe;

import java.util.Map;

/** What became of asking one pod to ping. */
public sealed interface SourceAnswer {

  /**
   * It pinged.
   *
   * @param pings by address; an address that it said nothing about is absent
   */
  record Pinged(Map<IpAddress, Ping> pings) implements SourceAnswer {
    public Pinged {
      pings = Map.copyOf(pings);
    }
  }

  /**
   * It could not be asked.
   *
   * @param why for people
   */
  record NotAsked(String why) implements SourceAnswer {}
}
