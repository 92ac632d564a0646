package io.podspan.probeservice.measure;

import io.podspan.addresses.IpAddress;
import io.podspan.events.reason.NotMeasured;
import java.util.Map;

/** The answer of one pod that was asked to ping. */
public sealed interface SourceAnswer {

  /**
   * It pinged.
   *
   * @param pings by address
   * @param unusable by address, what its ping said instead of a result: it could not measure
   */
  record Pinged(Map<IpAddress, Ping> pings, Map<IpAddress, String> unusable)
      implements SourceAnswer {
    public Pinged {
      pings = Map.copyOf(pings);
      unusable = Map.copyOf(unusable);
    }

    /** All of them could be measured. */
    public Pinged(Map<IpAddress, Ping> pings) {
      this(pings, Map.of());
    }
  }

  /**
   * It could not be asked.
   *
   * @param cause why not
   */
  record NotAsked(NotMeasured cause) implements SourceAnswer {}
}
