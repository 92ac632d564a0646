package io.podspan.bgp.wire.bmp;

/** The result of decoding one message. */
public sealed interface BmpDecoded permits BmpMessage, BmpFault {}
