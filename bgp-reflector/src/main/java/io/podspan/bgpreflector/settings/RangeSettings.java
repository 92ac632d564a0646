package io.podspan.bgpreflector.settings;

import io.podspan.addresses.Prefix;

/**
 * Any address inside may connect and is a peer for as long as it does.
 *
 * @param limit how many peers at the same time
 */
public record RangeSettings(Prefix range, int limit, SessionSettings session) {}
