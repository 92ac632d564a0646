package io.podspan.console.why;

import io.podspan.addresses.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * What was measured from one end to the other.
 *
 * @param target the address that was measured to, empty where there is none
 * @param results one of each kind
 */
public record Measurement(Optional<IpAddress> target, List<Measured> results) {}
