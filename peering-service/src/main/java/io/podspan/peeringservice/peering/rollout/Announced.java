package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a reflector last said that one peer has announced to it.
 *
 * @param established whether a session with the peer is established
 * @param stale whether the reflector keeps these routes from a former session (RFC 4724)
 * @param endOfRib the families whose End-of-RIB came in this session
 * @param total how many prefixes of the peer the reflector holds
 * @param prefixes the first of them; all, unless there are fewer than {@code total}
 * @param rejected by prefix, why the reflector did not take it
 * @param receivedAt when we heard of it, by our clock
 */
public record Announced(
    String reflector,
    String address,
    boolean established,
    boolean stale,
    List<String> endOfRib,
    int total,
    List<String> prefixes,
    Map<String, String> rejected,
    Instant receivedAt) {
  public Announced {
    endOfRib = List.copyOf(endOfRib);
    prefixes = List.copyOf(prefixes);
    rejected = Map.copyOf(rejected);
  }

  /** Without a rejected prefix. */
  public Announced(
      String reflector,
      String address,
      boolean established,
      boolean stale,
      List<String> endOfRib,
      int total,
      List<String> prefixes,
      Instant receivedAt) {
    this(reflector, address, established, stale, endOfRib, total, prefixes, Map.of(), receivedAt);
  }

  /** The same, but these prefixes were not taken. */
  public Announced rejecting(Map<String, String> reasons) {
    return new Announced(
        reflector, address, established, stale, endOfRib, total, prefixes, reasons, receivedAt);
  }

  /** Whether the reflector holds this prefix; a list that was cut does not say no. */
  boolean holds(String prefix) {
    return prefixes.contains(prefix) || total > prefixes.size();
  }
}
