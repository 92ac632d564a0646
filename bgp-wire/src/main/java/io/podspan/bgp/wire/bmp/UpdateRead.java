package io.podspan.bgp.wire.bmp;

/** What reading an UPDATE gave. */
public sealed interface UpdateRead permits MonitoredUpdate, BmpFault {}
