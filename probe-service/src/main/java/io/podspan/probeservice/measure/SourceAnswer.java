package io.podspan.probeservice.measure;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.NotMeasured;
import java.util.Map;

/** The answer of one pod that was asked to ping. */
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
   * @param cause why not
   */
  record NotAsked(NotMeasured cause) implements SourceAnswer {}
}
