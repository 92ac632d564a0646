package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;

/**
 * A prefix that a peer has announced and a reflector did not take.
 *
 * @param address of the peer
 * @param why a clause for people
 * @param receivedAt when we heard of it, by our clock
 */
public record Rejected(
    String reflector, String address, String prefix, String why, Instant receivedAt) {}
