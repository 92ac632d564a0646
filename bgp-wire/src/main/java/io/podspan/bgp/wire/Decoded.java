package io.podspan.bgp.wire;

/** The result of decoding one frame. */
public sealed interface Decoded permits Message, Malformed {}
