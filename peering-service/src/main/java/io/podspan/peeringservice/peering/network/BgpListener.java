package io.podspan.peeringservice.peering.network;

/**
 * A process on a node that listens on BGP's port and is not the node's router.
 *
 * @param process in words, {@code the process bgpd}
 */
public record BgpListener(String cluster, String node, String process) {}
