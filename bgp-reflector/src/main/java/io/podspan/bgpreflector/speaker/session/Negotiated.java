package io.podspan.bgpreflector.speaker.session;

import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.WireOptions;
import org.jspecify.annotations.Nullable;

/**
 * What both sides agreed on.
 *
 * @param open the peer's OPEN
 * @param holdTime seconds
 * @param restart how the peer restarts, null unless both sides do so gracefully (RFC 4724)
 */
record Negotiated(
    Message.Open open, WireOptions options, int holdTime, @Nullable GracefulRestart restart) {}
