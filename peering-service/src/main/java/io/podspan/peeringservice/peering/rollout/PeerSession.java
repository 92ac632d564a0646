package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;

/**
 * What a reflector last said of one peer.
 *
 * @param at when it happened, by the reflector's clock
 * @param receivedAt when we heard of it, by ours
 * @param detail why it was lost, empty when established
 */
public record PeerSession(
    String reflector,
    String address,
    boolean established,
    Instant at,
    Instant receivedAt,
    String detail) {}
