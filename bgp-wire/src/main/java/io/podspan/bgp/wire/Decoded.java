package io.podspan.bgp.wire;

/** What one frame turned out to be. */
public sealed interface Decoded permits Message, Malformed {}
