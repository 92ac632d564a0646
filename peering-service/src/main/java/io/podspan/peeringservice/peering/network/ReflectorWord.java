package io.podspan.peeringservice.peering.network;

/**
 * Where a reflector last said that it listens.
 *
 * @param address in canonical form; empty when on all addresses
 */
public record ReflectorWord(String address, int port, long asn) {}
