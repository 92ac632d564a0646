package io.podspan.bgpreflector.settings;

import io.podspan.addresses.IpAddress;

/**
 * A peer that is known by its address.
 *
 * @param name for the log
 * @param dial whether we connect to it as well
 * @param port that it listens on then
 */
public record PeerSettings(
    IpAddress address, String name, boolean dial, int port, SessionSettings session) {}
