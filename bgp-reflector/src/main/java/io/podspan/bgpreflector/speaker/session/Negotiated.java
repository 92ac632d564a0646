package io.podspan.bgpreflector.speaker.session;

import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.WireOptions;

/**
 * What both sides agreed on.
 *
 * @param open the peer's OPEN
 * @param holdTime seconds
 */
record Negotiated(Message.Open open, WireOptions options, int holdTime) {}
