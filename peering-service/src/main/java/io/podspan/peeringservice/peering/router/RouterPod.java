package io.podspan.peeringservice.peering.router;

/**
 * The pod of a node's router, in which commands can be run. It is on the node's network.
 *
 * @param container the one that routes
 */
public record RouterPod(String node, String namespace, String name, String container) {}
